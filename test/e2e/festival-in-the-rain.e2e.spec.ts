import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day } from '../world/calendar.ts';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** A festival loses money to rain: the loss is shared by the key of risks, apart from the costs, and everybody comes out even. */
describe('a festival that lost money to rain', () => {
  let world: World;
  let festival: string;
  let cluster: Json;
  let people: Person[];
  const ids: string[] = [];
  let riskId: string;

  const at = (path = '') => `/v1/clusters/${cluster.id}/initiatives/${festival}${path}`;
  const by = (memberId: string) => people[ids.indexOf(memberId)]!;
  const zloty = (amountMinor: number) => ({ amountMinor, currency: 'PLN' });

  const settle = async () => {
    const settlement = granted(await people[0]!.post(at('/settlement')));
    for (const { memberId } of settlement.balances) granted(await by(memberId).post(at('/settlement/acceptance'), { number: settlement.number }));
    for (const { id, from, to } of settlement.transfers) {
      granted(await by(from).post(at(`/settlement/transfers/${id}/payment`), { paidOn: day() }));
      granted(await by(to).post(at(`/settlement/transfers/${id}/receipt`)));
    }
    return granted(await people[0]!.get(at('/settlement')));
  };

  beforeAll(async () => {
    world = await startWorld();
    cluster = await world.cluster('Festiwalowy');
    people = await Promise.all(['Ada', 'Borys', 'Cezary'].map((name) => world.person(name)));
    for (const [index, person] of people.entries()) ids.push(await world.join(person, cluster, `Organizator ${index + 1}`));
    const { id } = granted(await people[0]!.post(`/v1/clusters/${cluster.id}/initiatives`, { title: 'Festiwal nad Nerem', summary: 'Muzyka na łące', novelty: 'Bez sceny, w kręgu' }));
    festival = id;
    granted(await people[0]!.post(at('/forming')));
    for (const person of people.slice(1)) granted(await person.post(at('/partners')));
    const terms = {
      purpose: 'Dwa dni muzyki', from: day(), partners: ids.map((memberId) => ({ memberId })),
      keys: {
        costs: { method: 'equal' },
        risks: { method: 'custom', weights: ids.map((partner, index) => ({ partner, weight: [5, 3, 2][index] })) },
        benefits: { method: 'equal' },
      },
    };
    const { number, sha256 } = granted(await people[1]!.post(at('/agreement/versions'), { text: 'Robimy festiwal. Deszcz jest wspólny.', terms }));
    for (const person of people) granted(await person.post(at(`/agreement/versions/${number}/signatures`), { sha256 }));
    granted(await people[0]!.post(at('/start')));
  });

  afterAll(() => world.stop());

  it('names the risk before it comes', async () => {
    const risk = granted(await people[2]!.post(at('/risks'), { title: 'Ulewa', likelihood: 3, impact: 5, exposure: zloty(500_000), owner: ids[2], response: 'share', measures: 'Namioty na wszelki wypadek' }));
    expect(risk).toMatchObject({ state: 'open', key: 'risks' });
    riskId = risk.id;
  });

  it('enters the loss when it has occurred, once', async () => {
    const loss = { occurredOn: day(), reason: 'Padało dwa dni; bilety zwrócono', loss: zloty(100_001), document: 'Zestawienie zwrotów' };
    const answers = await Promise.all([1, 2, 3].map(() => people[0]!.post(at(`/risks/${riskId}/occurrence`), loss)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
    const { items } = granted(await people[1]!.get(at('/costs')));
    expect(items).toMatchObject([{ kind: 'loss', key: 'risks', amountMinor: 100_001, paidBy: ids[0], agreementNumber: 1, riskId }]);
  });

  it('shares costs equally and the loss five to three to two, to the last grosz', async () => {
    granted(await people[1]!.post(at('/costs'), { amount: zloty(90_000), incurredOn: day(), description: 'Nagłośnienie' }));
    granted(await people[2]!.post(at('/costs'), { kind: 'income', amount: zloty(30_000), incurredOn: day(), description: 'Sprzedaż kawy' }));
    const { balances, unfit } = { balances: granted(await people[0]!.get(at('/balances'))).partners, unfit: granted(await people[0]!.get(at('/balances'))).unfit };
    expect(unfit).toEqual([]);
    const shares = Object.fromEntries(balances.map(({ memberId, shareMinor }: Json) => [memberId, shareMinor]));
    // Costs 300,00 each, income 100,00 each, and 1000,01 by 5 : 3 : 2.
    const loss = [50_000, 30_000, 20_000];
    const total = ids.reduce((sum, id) => sum + (shares[id] as number), 0);
    expect(total).toBe(90_000 - 30_000 + 100_001);
    for (const [index, id] of ids.entries()) expect(shares[id] - 20_000 - loss[index]!).toBeGreaterThanOrEqual(0);
    for (const [index, id] of ids.entries()) expect(shares[id] - 20_000 - loss[index]!).toBeLessThanOrEqual(1);
  });

  it('is settled with fewer transfers than partners', async () => {
    const settled = await settle();
    expect(settled).toMatchObject({ state: 'settled', entries: 3 });
    expect(settled.transfers.length).toBeLessThan(3);
  });

  it('is reopened by a correction only: what was wrong goes into the next settlement', async () => {
    expect(await people[0]!.post(at('/settlement'))).toMatchObject({ status: 422 });
    const sound = granted(await people[1]!.get(at('/costs'))).items.find(({ description }: Json) => description === 'Nagłośnienie');
    expect(sound.settlementNumber).toBe(1);
    granted(await people[1]!.post(at(`/costs/${sound.id}/reversal`), { reason: 'Był rabat', correction: { amount: zloty(60_000), incurredOn: day(), description: 'Nagłośnienie po rabacie' } }));
    const settled = await settle();
    expect(settled).toMatchObject({ number: 2, state: 'settled', totalMinor: -30_000, entries: 2 });
    // The second had paid 300,00 less, and everybody bears 100,00 less.
    const balances = Object.fromEntries(settled.balances.map(({ memberId, balanceMinor }: Json) => [memberId, balanceMinor]));
    expect(ids.map((id) => balances[id])).toEqual([10_000, -20_000, 10_000]);
  });
});
