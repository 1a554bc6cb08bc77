import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Cluster, listMembers, type Member, readMember, type RequestInputOf, suspendMember } from '@klaster/contracts';
import { Ground, type Seated } from '../testing/ground.js';

// Many members are made for it.
jest.setTimeout(60_000);

type Asked = Omit<RequestInputOf<typeof listMembers>, 'clusterId'>;

describe('the list of members', () => {
  let ground: Ground;
  let cluster: Cluster;
  let seated: Seated[];
  const names = ['Zorza', 'Łąka', 'Lipa', 'żuraw', 'Świt', 'Sad', 'Źródło', 'ćma', 'Cis', 'Ósemka', 'Oset', 'Łódka'];
  const inPolish = ['Cis', 'ćma', 'Lipa', 'Łąka', 'Łódka', 'Oset', 'Ósemka', 'Sad', 'Świt', 'Zorza', 'Źródło', 'żuraw'];

  beforeAll(async () => {
    ground = await Ground.start();
    cluster = await ground.cluster();
    seated = [];
    for (const name of names) seated.push(await ground.joined(cluster, name));
    const other = await ground.table(3);
    expect(other.seated).toHaveLength(3);
  });

  afterAll(() => ground.stop());

  const page = (asked: Asked) => seated[0]!.person.get(listMembers, { clusterId: cluster.id, ...asked });
  const all = async (asked: Asked): Promise<Member[]> => {
    const { items, nextCursor } = await page(asked);
    return nextCursor === null ? items : [...items, ...(await all({ ...asked, cursor: nextCursor }))];
  };
  const namesOf = (members: readonly Member[]) => members.map(({ partyName }) => partyName);

  it.each([1, 5, 12, 200])('stands in either order, both ways, whole in pages of %i', async (limit) => {
    expect(namesOf(await all({ limit, sort: 'name' }))).toEqual(inPolish);
    expect(namesOf(await all({ limit, sort: '-name' }))).toEqual(inPolish.toReversed());
    expect(namesOf(await all({ limit }))).toEqual(names);
    expect(namesOf(await all({ limit, sort: '-declaredAt' }))).toEqual(names.toReversed());
  });

  it('is filtered by state, kind, sphere and part of the name, without regard to case and diacritics', async () => {
    const [first, second] = seated as [Seated, Seated];
    await second.person.get(suspendMember, { clusterId: cluster.id, memberId: second.member.id });
    expect(namesOf(await all({ state: 'suspended' }))).toEqual(['Łąka']);
    expect(namesOf(await all({ state: 'admitted', sort: 'name', limit: 2 }))).toEqual(inPolish.filter((name) => name !== 'Łąka'));
    expect(namesOf(await all({ name: 'LAK' }))).toEqual(['Łąka']);
    expect(namesOf(await all({ name: 'łÓD' }))).toEqual(['Łódka']);
    expect(namesOf(await all({ name: '%' }))).toEqual([]);
    expect(namesOf(await all({ partyKind: 'organization', sphere: 'social' }))).toHaveLength(names.length);
    expect(await all({ partyKind: 'person' })).toEqual([]);
    expect(await all({ sphere: 'public' })).toEqual([]);
    expect((await page({ limit: 1 })).items).toEqual([await first.person.get(readMember, { clusterId: cluster.id, memberId: first.member.id })]);
  });

  it.each(['name', '-name', 'declaredAt', '-declaredAt'] as const)('is read from its place on, by %s, however many there are', async (sort) => {
    const plans = await plansOf(sort);
    for (const plan of plans) {
      expect(plan).toMatch(/Index Scan (Backward )?using member_by_/);
      expect(plan).not.toMatch(/Sort|Seq Scan on member/);
    }
  });

  /** The plans of a first and of a later page, with a state and without, as the service's own role gets them. */
  async function plansOf(sort: 'name' | '-name' | 'declaredAt' | '-declaredAt'): Promise<string[]> {
    const runtime = await ground.bed.sql('membership');
    const column = sort.endsWith('name') ? `m.party_name COLLATE "pl-x-icu"` : 'm.declared_at';
    const [comparison, direction] = sort.startsWith('-') ? ['<', 'DESC'] : ['>', 'ASC'];
    const place = sort.endsWith('name') ? `'Lipa'` : 'now()';
    const plans: string[] = [];
    for (const state of ['', ` AND m.state = 'admitted'`]) {
      for (const behind of ['', ` AND (${column}, m.id) ${comparison} (${place}, uuidv7())`]) {
        await runtime.query('BEGIN');
        await runtime.query(`SELECT set_config('klaster.cluster', $1, true)`, [cluster.id]);
        await runtime.query('SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off');
        const { rows } = await runtime.query<{ 'QUERY PLAN': string }>(
          `EXPLAIN SELECT m.id FROM member m WHERE m.cluster_id = '${cluster.id}'${state}${behind} ORDER BY ${column} ${direction}, m.id ${direction} LIMIT 51`,
        );
        await runtime.query('ROLLBACK');
        plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      }
    }
    return plans;
  }
});
