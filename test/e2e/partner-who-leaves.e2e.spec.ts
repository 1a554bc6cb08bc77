import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day } from '../world/calendar.ts';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** A partner leaves half-way: what was open with it is settled, another joins by an amendment, and the work goes on. */
describe('a partner who leaves half-way', () => {
  let world: World;
  let cluster: Json;
  let workshop: string;
  let people: Person[];
  const ids: string[] = [];

  const at = (path = '') => `/v1/clusters/${cluster.id}/initiatives/${workshop}${path}`;
  const by = (memberId: string) => people[ids.indexOf(memberId)]!;
  const zloty = (amountMinor: number) => ({ amountMinor, currency: 'PLN' });
  const agree = async (members: readonly string[], signers: readonly Person[], text: string) => {
    const terms = { purpose: 'Naprawiamy zamiast wyrzucać', from: day(), partners: members.map((memberId) => ({ memberId })), leaving: { noticeDays: 14 } };
    const { number, sha256 } = granted(await people[0]!.post(at('/agreement/versions'), { text, terms }));
    for (const person of signers) granted(await person.post(at(`/agreement/versions/${number}/signatures`), { sha256 }));
    return number as number;
  };

  beforeAll(async () => {
    world = await startWorld();
    cluster = await world.cluster('Naprawczy');
    people = await Promise.all(['Ada', 'Borys', 'Cezary', 'Daria'].map((name) => world.person(name)));
    for (const [index, person] of people.entries()) ids.push(await world.join(person, cluster, `Partner ${index + 1}`));
    workshop = granted(await people[0]!.post(`/v1/clusters/${cluster.id}/initiatives`, { title: 'Warsztat napraw', summary: 'Naprawiamy razem', novelty: 'Kto przynosi, ten naprawia' })).id;
    granted(await people[0]!.post(at('/forming')));
    for (const person of people.slice(1, 3)) granted(await person.post(at('/partners')));
    await agree(ids.slice(0, 3), people.slice(0, 3), 'Prowadzimy warsztat we troje.');
    granted(await people[0]!.post(at('/start')));
  });

  afterAll(() => world.stop());

  it('shows to both sides what is open before it goes', async () => {
    granted(await people[2]!.post(at('/costs'), { amount: zloty(90_000), incurredOn: day(), description: 'Narzędzia' }));
    granted(await people[0]!.post(at('/tasks'), { title: 'Przegląd imadeł', responsible: [ids[2]], accountable: ids[0] }));
    granted(await people[0]!.post(`/v1/clusters/${cluster.id}/pledges`, { giver: ids[0], receiver: { initiativeId: workshop }, category: 'tutoring', quantity: { value: '4', unit: 'h' }, by: day(20) }));
    await world.settle();
    const { items } = granted(await people[2]!.get(`/v1/clusters/${cluster.id}/members/${ids[2]}/obligations`));
    expect(items.map(({ kind }: Json) => kind)).toEqual(expect.arrayContaining(['partnership', 'task']));
  });

  it('leaves with the notice that was agreed; nobody can keep it, and nobody can send it away', async () => {
    expect(await people[0]!.post(at(`/partners/${ids[2]}/departure`))).toMatchObject({ status: 403 });
    expect(granted(await people[2]!.post(at(`/partners/${ids[2]}/departure`), { reason: 'Przeprowadzka' }))).toMatchObject({ state: 'leaving', leavesOn: day(14) });
  });

  it('is replaced by an amendment that names who comes and not who goes', async () => {
    expect(granted(await people[3]!.post(at('/partners')))).toMatchObject({ state: 'candidate' });
    expect(await people[3]!.post(at('/costs'), { amount: zloty(100), incurredOn: day(), description: 'Za wcześnie' })).toMatchObject({ status: 403 });
    const number = await agree([ids[0]!, ids[1]!, ids[3]!], [people[0]!, people[1]!], 'Prowadzimy warsztat w nowym składzie.');
    const waiting = granted(await people[1]!.get(at(`/agreement/versions/${number}`)));
    expect(waiting).toMatchObject({ inForce: false, missing: [ids[3]], signatories: expect.not.arrayContaining([ids[2]]) });
    granted(await people[3]!.post(at(`/agreement/versions/${number}/signatures`), { sha256: waiting.sha256 }));
    const { items } = granted(await people[0]!.get(at('/partners')));
    expect(items.map(({ state }: Json) => state)).toEqual(['partner', 'partner', 'left', 'partner']);
    const { terms } = granted(await people[0]!.get(at(`/agreement/versions/${number}/difference`)));
    expect(terms.map(({ term }: Json) => term)).toEqual(expect.arrayContaining([expect.stringContaining(ids[2]!), expect.stringContaining(ids[3]!)]));
  });

  it('is paid what it had laid out, by those who were partners then', async () => {
    const settlement = granted(await people[0]!.post(at('/settlement')));
    const balances = Object.fromEntries(settlement.balances.map(({ memberId, balanceMinor }: Json) => [memberId, balanceMinor]));
    expect(balances).toEqual({ [ids[0]!]: -30_000, [ids[1]!]: -30_000, [ids[2]!]: 60_000 });
    for (const { memberId } of settlement.balances) granted(await by(memberId).post(at('/settlement/acceptance'), { number: settlement.number }));
    for (const { id, from, to } of settlement.transfers) {
      granted(await by(from).post(at(`/settlement/transfers/${id}/payment`), { paidOn: day() }));
      granted(await by(to).post(at(`/settlement/transfers/${id}/receipt`)));
    }
    expect(granted(await people[2]!.get(at('/settlement')))).toMatchObject({ state: 'settled' });
  });

  it('does not bear what comes after it', async () => {
    granted(await people[3]!.post(at('/costs'), { amount: zloty(3_001), incurredOn: day(), description: 'Klej', key: 'costs' }));
    const { partners } = granted(await people[0]!.get(at('/balances')));
    expect(partners.map(({ memberId }: Json) => memberId)).not.toContain(ids[2]);
    expect(partners.map(({ balanceMinor }: Json) => balanceMinor as number).reduce((sum: number, one: number) => sum + one, 0)).toBe(0);
  });
});
