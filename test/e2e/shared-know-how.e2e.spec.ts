import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day } from '../world/calendar.ts';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** Knowledge that is shared is still there. */
describe('a company gives know-how that three partners use', () => {
  let world: World;
  let owner: Person;
  let partners: Person[];
  let cluster: Json;
  let company: string;
  let offer: Json;
  const members: string[] = [];
  const conditions = { licence: 'CC-BY-SA-4.0', text: 'Prosimy podać nazwę firmy.' };

  const at = (path: string) => `/v1/clusters/${cluster.id}${path}`;
  const slug = ({ status, body }: { status: number; body: Json }) => [status, String(body.type).split('/').at(-1)];
  const asked = { category: 'methods', title: 'Procedury bezpiecznych warsztatów stolarskich', visibility: 'public', publish: true };

  beforeAll(async () => {
    world = await startWorld();
    [owner, ...partners] = (await Promise.all(['Piotr Wióra', 'Anna', 'Beata', 'Cezary'].map((name) => world.person(name)))) as [Person, ...Person[]];
    cluster = await world.cluster('Warsztat Sąsiedzki');
    company = await world.join(owner, cluster, 'Stolarnia Wióra', { sphere: 'economic', legalForm: 'company' });
    for (const [index, partner] of partners.entries()) members.push(await world.join(partner, cluster, `Pracownia ${'ABC'[index]}`));
  });

  afterAll(() => world.stop());

  it('says under which licence, or is asked for it', async () => {
    expect(slug(await owner.post(at('/offers'), asked))).toEqual([422, 'conditions-needed']);
    expect(slug(await owner.post(at('/offers'), { ...asked, conditions: { licence: 'other' } }))).toEqual([422, 'conditions-needed']);
    expect(slug(await owner.post(at('/offers'), { ...asked, category: 'hall', conditions }))).toEqual([422, 'conditions-misplaced']);
    offer = granted(await owner.post(at('/offers'), { ...asked, conditions }));
    expect(offer).toMatchObject({ kind: 'informational', sharing: 'unlimited', state: 'published', conditions });
  });

  it('is seen by everybody, signed in or not', async () => {
    const { items } = granted(await world.nobody().get('/v1/public/listings?words=bezpieczny%20warsztat%20stolarski'));
    expect(items.map(({ id }: Json) => id)).toContain(offer.id);
  });

  it('is promised to all three, given to all three, and confirmed by each', async () => {
    for (const [index, partner] of partners.entries()) {
      const pledge = granted(await partner.post(at('/pledges'), { offerId: offer.id, quantity: { value: '1', unit: 'piece' }, by: day(30) }));
      granted(await owner.post(at(`/pledges/${pledge.id}/acceptance`)));
      const given = granted(await owner.post(at('/contributions'), { receiver: { memberId: members[index] }, pledgeId: pledge.id, category: 'methods', quantity: { value: '1', unit: 'piece' }, givenOn: day() }));
      expect(given).toMatchObject({ action: 'copy', conditions, giver: company });
      granted(await partner.post(at(`/contributions/${given.id}/confirmation`)));
      expect(granted(await partner.get(at(`/pledges/${pledge.id}`))).state).toBe('fulfilled');
    }
  });

  it('and is still there for the next', async () => {
    expect(granted(await owner.get(at(`/offers/${offer.id}`))).state).toBe('published');
    expect(granted(await owner.get(at(`/offers/${offer.id}/availability?from=${day()}T00:00:00Z&until=${day(7)}T00:00:00Z`)))).toMatchObject({ sharing: 'unlimited', free: null });
    expect(granted(await owner.get(at(`/offers/${offer.id}/reservations`))).items).toEqual([]);
  });

  it('stands in the report beside all other kinds, in its own measure', async () => {
    await world.settle();
    const { lines } = granted(await owner.get(at('/reports/contributions')));
    expect(lines.map(({ kind, unit, confirmed }: Json) => [kind, unit, confirmed])).toEqual([['informational', 'piece', '3']]);
  });
});
