import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** The way of a contribution through the whole platform, from signing up to the open record. */
describe('Alicja and Bartek bring in what they have', () => {
  let world: World;
  let alicja: Person;
  let bartek: Person;
  let cluster: Json;
  let foundation: string;
  let school: string;
  let garden: Json;
  const recorded: Record<string, Json> = {};
  let beforeAnything: string;

  const kinds = {
    human: { category: 'gardening', quantity: { value: '2.5', unit: 'h' } },
    financial: { category: 'donation', amount: { amountMinor: 12_345, currency: 'PLN' } },
    informational: { category: 'legal-advice', quantity: { value: '0.1', unit: 'h' } },
    material: { category: 'plants', quantity: { value: '40', unit: 'piece' } },
  } as const;

  const at = (path: string) => `/v1/clusters/${cluster.id}${path}`;
  const report = async (query = '') => granted((await alicja.get(at(`/reports/contributions${query}`)))) as Json;
  const lineOf = (shown: Json, kind: string) => shown.lines.find((line: Json) => line.kind === kind);

  beforeAll(async () => {
    world = await startWorld();
    [alicja, bartek] = await Promise.all([world.person('Alicja Kowalska'), world.person('Bartek Nowak')]);
    cluster = await world.cluster('Zielony Staw');
    foundation = await world.join(alicja, cluster, 'Fundacja Ogród');
    school = await world.join(bartek, cluster, 'Szkoła nr 7', { sphere: 'public' });
    beforeAnything = new Date().toISOString();
  });

  afterAll(() => world.stop());

  it('sign up, sign in by OpenID Connect, and act with a personal access token', async () => {
    expect(granted(await alicja.get('/v1/me'))).toMatchObject({ id: alicja.accountId, name: 'Alicja Kowalska', operator: false });
    expect(alicja.token).toMatch(/^klp_/);
  });

  it('have one seat each at the common table, of equal weight', async () => {
    const { items } = granted(await bartek.get(at('/seats')));
    expect(items.map(({ memberId, weight }: Json) => [memberId, weight])).toEqual([[foundation, 1], [school, 1]]);
  });

  it('take on an initiative that runs by an agreement signed by both', async () => {
    garden = await world.initiative({ cluster, title: 'Ogród przy szkole', partners: [alicja, bartek], agreement: 'Zakładamy ogród.' });
    expect(garden.state).toBe('running');
    const version = granted(await bartek.get(at(`/initiatives/${garden.id}/agreement/versions/1`)));
    expect(version).toMatchObject({ inForce: true, text: 'Zakładamy ogród.', missing: [], signatures: [{ memberId: foundation }, { memberId: school }] });
  });

  it.each(Object.entries(kinds))('record a contribution of the kind %s', async (kind, given) => {
    const answer = await alicja.post(at('/contributions'), { receiver: { initiativeId: garden.id }, givenOn: '2026-01-15', ...given });
    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBe(at(`/contributions/${answer.body.id}`));
    expect(answer.headers['etag']).toBe('"1"');
    expect(answer.body).toMatchObject({ kind, state: 'recorded', giver: foundation, recordedBy: foundation, confirmedBy: null });
    recorded[kind] = answer.body;
    expect(granted(await bartek.get(answer.headers['location']!))).toEqual(answer.body);
  });

  it('confirm for the other side, never for their own', async () => {
    for (const { id } of Object.values(recorded)) {
      const own = await alicja.post(at(`/contributions/${id}/confirmation`));
      expect([own.status, own.body.type.split('/').at(-1)]).toEqual([403, 'own-contribution']);
      expect(granted(await bartek.post(at(`/contributions/${id}/confirmation`)))).toMatchObject({ state: 'confirmed', confirmedBy: school });
    }
  });

  it('find them in the report, by kind and member, exactly', async () => {
    await world.settle();
    const shown = await report();
    expect(shown.lines.map(({ kind, memberName, unit, recorded: sum, confirmed, entries }: Json) => [kind, memberName, unit, sum, confirmed, entries])).toEqual([
      ['human', 'Fundacja Ogród', 'h', '2.5', '2.5', 1],
      ['financial', 'Fundacja Ogród', 'PLN', '12345', '12345', 1],
      ['informational', 'Fundacja Ogród', 'h', '0.1', '0.1', 1],
      ['material', 'Fundacja Ogród', 'piece', '40', '40', 1],
    ]);
  });

  it('correct one by a reversal and a new entry, and nothing is edited or lost', async () => {
    const original = recorded['human'];
    const answer = await alicja.post(at(`/contributions/${original.id}/reversal`), {
      reason: 'Źle policzone godziny', correction: { category: 'gardening', quantity: { value: '2', unit: 'h' }, givenOn: '2026-01-15' },
    });
    expect(answer.status).toBe(201);
    const reversal = answer.body;
    const correction = granted(await bartek.get(at(`/contributions/${reversal.correction}`)));
    expect(reversal).toMatchObject({ reversalOf: original.id, state: 'recorded' });
    expect(correction).toMatchObject({ corrects: original.id, quantity: { value: '2', unit: 'h' }, state: 'recorded' });
    // Until the other side agrees, the confirmed entry counts.
    await world.settle();
    expect(lineOf(await report(), 'human')).toMatchObject({ confirmed: '2.5' });
    for (const id of [reversal.id, correction.id]) granted(await bartek.post(at(`/contributions/${id}/confirmation`)));
    await world.settle();
    expect(lineOf(await report(), 'human')).toMatchObject({ recorded: '2', confirmed: '2' });
    const { quantity, state, reversedBy } = granted(await alicja.get(at(`/contributions/${original.id}`)));
    expect({ quantity, state, reversedBy }).toEqual({ quantity: { value: '2.5', unit: 'h' }, state: 'confirmed', reversedBy: reversal.id });
    const again = await alicja.post(at(`/contributions/${original.id}/reversal`), { reason: 'Jeszcze raz' });
    expect([again.status, again.body.type.split('/').at(-1)]).toEqual([409, 'already-reversed']);
  });

  it('read the report as of any instant: empty before, without the correction at the time of the confirmation', async () => {
    expect((await report(`?asOf=${beforeAnything}`)).lines).toEqual([]);
    const { confirmedAt } = granted(await alicja.get(at(`/contributions/${recorded['material'].id}`)));
    const then = await report(`?asOf=${encodeURIComponent(confirmedAt)}`);
    expect(then.asOf).toBe(confirmedAt);
    expect(lineOf(then, 'human')).toMatchObject({ recorded: '2.5', confirmed: '2.5' });
    expect((await report(`?asOf=${new Date(Date.now() + 3_600_000).toISOString()}`)).lines).toEqual((await report()).lines);
  });

  it('find every fact in the register, in order and without gaps', async () => {
    const entries: Json[] = [];
    for (let cursor = ''; cursor !== null; ) {
      const page = granted(await bartek.get(at(`/register/entries?limit=7${cursor && `&cursor=${cursor}`}`)));
      entries.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(entries.map(({ index }) => index)).toEqual(entries.map((_, place) => place));
    expect(new Set(entries.map(({ eventId }) => eventId)).size).toBe(entries.length);
    const of = (type: string, version = 1) => entries.filter((entry) => entry.type === `${type}.v${version}`);
    expect(of('resources.contribution.recorded', 3)).toHaveLength(6);
    expect(of('resources.contribution.confirmed', 2)).toHaveLength(6);
    expect(of('resources.contribution.reversed')).toHaveLength(1);
    expect(of('membership.member.admitted').map(({ subject }) => subject)).toEqual([foundation, school]);
    expect(of('initiatives.agreement.signed', 2)).toHaveLength(2);
    expect(of('initiatives.initiative.started').map(({ subject }) => subject)).toEqual([garden.id]);
    for (const source of ['/membership', '/initiatives', '/resources']) {
      const positions = entries.filter((entry) => entry.source === source).map(({ position }) => position as number);
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    }
  });
});
