import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day } from '../world/calendar.ts';
import { patientRules, RoundTable } from '../world/round-table.ts';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** A river has two banks: two clusters take on one initiative, each accepts it at its own table, and nothing counts twice. */
describe('an initiative across two clusters', () => {
  let world: World;
  let left: Json;
  let right: Json;
  let [anna, bogdan, celina, dorota, stranger]: Person[] = [] as never;
  let [annasId, celinasId]: string[] = [] as never;
  let river: string;
  let secret: string;

  const from = (cluster: Json, path = '') => `/v1/clusters/${cluster.id}/initiatives/${river}${path}`;

  /** The table of a cluster decides by a resolution. */
  const decide = async (cluster: Json, effect: string, voters: readonly Person[]) => {
    const table = new RoundTable(cluster.id);
    const { id } = await table.put(voters[0]!, { method: 'majority', about: { effect, initiativeId: river } });
    return table.decide(voters[0]!, id, voters.map((voter) => [voter, { vote: 'yes' }] as const));
  };

  beforeAll(async () => {
    world = await startWorld();
    [anna, bogdan, celina, dorota, stranger] = (await Promise.all(['Anna', 'Bogdan', 'Celina', 'Dorota', 'Obcy'].map((name) => world.person(name)))) as [Person, Person, Person, Person, Person];
    const rules = { charter: { rules: patientRules } };
    left = await world.cluster('Lewy Brzeg', rules);
    right = await world.cluster('Prawy Brzeg', rules);
    annasId = await world.join(anna!, left, 'Wodniacy');
    await world.join(bogdan!, left, 'Kajakarze');
    celinasId = await world.join(celina!, right, 'Rybacy');
    await world.join(dorota!, right, 'Szkoła');
    await world.join(stranger!, await world.cluster('Góry'), 'Górale');
    secret = granted(await bogdan!.post(`/v1/clusters/${left.id}/initiatives`, { title: 'Tylko nasze', summary: 'Nie dla sąsiadów', novelty: 'Żadna' })).id;
    river = granted(await anna!.post(`/v1/clusters/${left.id}/initiatives`, { title: 'Czysta rzeka', summary: 'Sprzątamy oba brzegi', novelty: 'Dwa klastry, jedna rzeka' })).id;
    granted(await anna!.post(from(left, '/forming')));
    granted(await bogdan!.post(from(left, '/partners')));
  });

  afterAll(() => world.stop());

  it('is unknown to the other cluster until it is invited', async () => {
    expect(await celina!.get(from(right))).toMatchObject({ status: 404 });
    granted(await anna!.post(from(left, '/clusters'), { invitedClusterId: right.id }));
    expect(granted(await celina!.get(`/v1/clusters/${right.id}/shared-initiatives`)).items).toMatchObject([{ initiativeId: river, homeClusterId: left.id, state: 'invited', initiativeTitle: 'Czysta rzeka' }]);
    expect(granted(await celina!.get(from(right)))).toMatchObject({ title: 'Czysta rzeka', clusterId: left.id });
    expect(await celina!.post(from(right, '/partners'))).toMatchObject({ status: 422 });
  });

  it('is accepted by both tables; then members of the other join as partners', async () => {
    expect(await decide(right, 'initiative-acceptance', [celina!, dorota!])).toMatchObject({ outcome: 'adopted' });
    await world.settle();
    expect(granted(await celina!.post(from(right, '/partners')))).toMatchObject({ homeClusterId: right.id, state: 'partner', name: 'Rybacy' });
    const { number, sha256 } = granted(await celina!.post(from(right, '/agreement/versions'), { text: 'Sprzątamy razem.' }));
    for (const [person, cluster] of [[anna, left], [bogdan, left], [celina, right]] as const) granted(await person!.post(from(cluster, `/agreement/versions/${number}/signatures`), { sha256 }));
    expect(await anna!.post(from(left, '/start'))).toMatchObject({ status: 422, body: { type: expect.stringMatching(/clusters-undecided$/) } });
    expect(await decide(left, 'initiative-acceptance', [anna!, bogdan!])).toMatchObject({ outcome: 'adopted' });
    await world.settle();
    expect(granted(await celina!.post(from(right, '/start')))).toMatchObject({ state: 'running' });
  });

  it('is open to both and to nobody else, and opens nothing besides', async () => {
    expect(granted(await dorota!.get(from(right, '/overview')))).toMatchObject({ initiative: { id: river } });
    expect(await stranger!.get(from(left))).toMatchObject({ status: 403 });
    expect(await celina!.get(from(left))).toMatchObject({ status: 403 });
    expect(await celina!.get(`/v1/clusters/${right.id}/initiatives/${secret}`)).toMatchObject({ status: 404 });
    expect(granted(await celina!.get(`/v1/clusters/${right.id}/initiatives`)).items).toEqual([]);
    const goal = granted(await bogdan!.post(`/v1/clusters/${left.id}/initiatives/${secret}/goals`, { title: 'Nasz cel', indicator: 'Kilometry', unit: 'km', baseline: '0', target: '5', due: day(30) }));
    expect(await celina!.get(from(right, `/goals/${goal.id}`))).toMatchObject({ status: 404 });
  });

  it('is worked on from both sides; the other side confirms', async () => {
    const hours = { receiver: { initiativeId: river }, category: 'volunteering', quantity: { value: '6', unit: 'h' }, givenOn: day() };
    const given = granted(await celina!.post(`/v1/clusters/${right.id}/contributions`, hours));
    expect(await dorota!.post(`/v1/clusters/${right.id}/contributions/${given.id}/confirmation`)).toMatchObject({ status: 403 });
    granted(await anna!.post(`/v1/clusters/${left.id}/contributions/${given.id}/confirmation`));
    const ours = granted(await anna!.post(`/v1/clusters/${left.id}/contributions`, { ...hours, quantity: { value: '4', unit: 'h' } }));
    granted(await celina!.post(`/v1/clusters/${right.id}/contributions/${ours.id}/confirmation`));
    await world.settle();
    expect(granted(await celina!.get(from(right, '/progress'))).given).toEqual([{ kind: 'human', unit: 'h', value: '10' }]);
  });

  it('counts in each cluster what its own members gave, and in both together once', async () => {
    const hoursOf = async (person: Person, cluster: Json) => {
      const report = granted(await person.get(`/v1/clusters/${cluster.id}/reports/contributions`));
      return JSON.stringify(report);
    };
    const [ofLeft, ofRight] = [await hoursOf(anna!, left), await hoursOf(celina!, right)];
    expect([ofLeft.includes(annasId!), ofLeft.includes(celinasId!)]).toEqual([true, false]);
    expect([ofRight.includes(annasId!), ofRight.includes(celinasId!)]).toEqual([false, true]);
  });

  it('shares costs across the border', async () => {
    granted(await celina!.post(from(right, '/costs'), { amount: { amountMinor: 9_000, currency: 'PLN' }, incurredOn: day(), description: 'Worki' }));
    const settlement = granted(await bogdan!.post(from(left, '/settlement')));
    expect(settlement.balances.find(({ memberId }: Json) => memberId === celinasId)).toMatchObject({ balanceMinor: 6_000 });
    for (const [person, cluster] of [[anna, left], [bogdan, left], [celina, right]] as const) granted(await person!.post(from(cluster, '/settlement/acceptance'), { number: 1 }));
    expect(granted(await celina!.get(from(right, '/settlement')))).toMatchObject({ state: 'accepted' });
  });

  it('goes on without a cluster that leaves by a decision of its table', async () => {
    expect(await decide(right, 'initiative-departure', [celina!, dorota!])).toMatchObject({ outcome: 'adopted' });
    await world.settle();
    const { items } = granted(await anna!.get(from(left, '/clusters')));
    expect(items.find(({ invitedClusterId }: Json) => invitedClusterId === right.id)).toMatchObject({ state: 'leaving' });
    const partners = granted(await anna!.get(from(left, '/partners'))).items;
    expect(partners.find(({ memberId }: Json) => memberId === celinasId)).toMatchObject({ state: 'leaving', leavesOn: day(30) });
  });
});
