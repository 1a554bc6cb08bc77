import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pageRequest, sortRequest } from '@klaster/contracts';
import { Database, newId, type Work } from '@klaster/persistence';
import { listPage, type PageAsked } from '@klaster/service-kit';
import { Testbed } from '@klaster/testing';
import fc from 'fast-check';
import { z } from 'zod';

class Entries {
  readonly name = 'Entries1763800000000';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query(`CREATE TABLE entry (id uuid PRIMARY KEY, cluster_id uuid NOT NULL, name text NOT NULL, declared_at timestamptz NOT NULL);
      CREATE INDEX entry_by_name ON entry (cluster_id, name COLLATE "pl-x-icu", id);
      CREATE INDEX entry_by_declared_at ON entry (cluster_id, declared_at, id);
      CALL guard_by_cluster('entry'); GRANT SELECT, INSERT ON entry TO membership;`);
  }
  async down(): Promise<void> {
    throw new Error('never');
  }
}

const Asked = z.strictObject({ ...pageRequest, ...sortRequest(['name', 'declaredAt']) });
type Sort = NonNullable<z.output<typeof Asked>['sort']>;

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly declaredAt: string;
}
interface Page {
  readonly items: readonly Entry[];
  readonly nextCursor: string | null;
}

const listEntries = (work: Work, clusterId: string, asked: PageAsked<Sort>) =>
  listPage(work, asked, {
    select: 'e.id, e.name, instant(e.declared_at) AS "declaredAt"', from: 'entry e', where: 'e.cluster_id = $1', values: [clusterId], key: 'e.id', order: 'ascending',
    sorts: { name: { column: 'e.name', type: 'text' }, declaredAt: { column: 'e.declared_at', type: 'instant' } },
  });

describe('a sorted list', () => {
  let bed: Testbed;
  let database: Database;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.database.migrate('membership', [Entries as never]);
    database = await Database.open({ url: bed.database.url('membership'), connections: 4, applicationName: 'test' });
  });

  afterAll(async () => {
    await database.close();
    await bed.stop();
  });

  const origin = (clusterId: string) => ({ service: 'membership', clusterId, requestId: newId(), now: new Date().toISOString() });
  const add = async (clusterId: string, name: string, declaredAt = '2026-01-01T00:00:00Z') => {
    const id = newId();
    await bed.rows('INSERT INTO membership.entry VALUES ($1, $2, $3, $4)', [id, clusterId, name, declaredAt]);
    return id;
  };
  const read = async (clusterId: string, asked: Record<string, unknown>): Promise<Page> => {
    const work = database.begin(origin(clusterId));
    const page = JSON.parse((await listEntries(work, clusterId, Asked.parse(asked))).text) as Page;
    await work.rollback();
    return page;
  };
  /** Reads to the end, as a client does; `between` happens after each page. */
  const readAll = async (clusterId: string, asked: Record<string, unknown>, between: () => Promise<unknown> = () => Promise.resolve()) => {
    const items: Entry[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page: Page = await read(clusterId, { ...asked, ...(cursor ? { cursor } : {}) });
      items.push(...page.items);
      cursor = page.nextCursor;
      await between();
    }
    return items;
  };
  const namesOf = (entries: readonly Entry[]) => entries.map(({ name }) => name);

  const polish = [
    'abażur', 'Abażur', 'Adam', 'ADAM', 'Ągra', 'balia', 'byk', 'cap', 'cyk', 'ćma', 'dom', 'ewa', 'ęwa', 'lot', 'Lwów', 'łan', 'Łan', 'Łódź', 'mak', 'nos', 'ńos',
    'oko', 'Ósemka', 'sok', 'środa', 'zebra', 'Zygmunt', 'źrebak', 'żaba', 'Żaba', 'żuk',
  ];

  it('stands in Polish order, and backwards', async () => {
    const clusterId = newId();
    for (const name of polish.toSorted()) await add(clusterId, name);
    expect(polish.toSorted(new Intl.Collator('pl').compare)).toEqual(polish);
    expect(namesOf(await readAll(clusterId, { sort: 'name', limit: 4 }))).toEqual(polish);
    expect(namesOf(await readAll(clusterId, { sort: '-name', limit: 7 }))).toEqual(polish.toReversed());
  });

  it('fits into one message, however long its items are', async () => {
    const clusterId = newId();
    // The first is longer than a page of its own.
    const ids = [await add(clusterId, '900000'), ...(await Promise.all(Array.from({ length: 12 }, () => add(clusterId, '200000'))))];
    const select = `e.id, repeat('ż', e.name::int) AS name`;
    const sizes: number[] = [];
    const items: Entry[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const work = database.begin(origin(clusterId));
      const { text } = await listPage(work, { limit: 200, ...(cursor ? { cursor } : {}) }, { select, from: 'entry e', where: 'e.cluster_id = $1', values: [clusterId], key: 'e.id', order: 'ascending' });
      await work.rollback();
      const page = JSON.parse(text) as Page;
      sizes.push(page.items.length);
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(items.map(({ id }) => id)).toEqual(ids.toSorted());
    expect(sizes).toEqual([1, 3, 3, 3, 3]);
  });

  it('puts what is equal in the order of its ids', async () => {
    const clusterId = newId();
    const ids: string[] = [];
    for (let turn = 0; turn < 7; turn += 1) ids.push(await add(clusterId, 'Koło'));
    expect((await readAll(clusterId, { sort: 'name', limit: 2 })).map(({ id }) => id)).toEqual(ids);
    expect((await readAll(clusterId, { sort: '-declaredAt', limit: 2 })).map(({ id }) => id)).toEqual(ids.toReversed());
  });

  it('tells instants apart that differ by a microsecond', async () => {
    const clusterId = newId();
    for (const micros of ['000003', '000001', '999999', '000002', '000001']) await add(clusterId, micros, `2026-02-28T23:59:59.${micros}Z`);
    expect(namesOf(await readAll(clusterId, { sort: 'declaredAt', limit: 1 }))).toEqual(['000001', '000001', '000002', '000003', '999999']);
    expect(namesOf(await readAll(clusterId, { sort: '-declaredAt', limit: 1 }))).toEqual(['999999', '000003', '000002', '000001', '000001']);
  });

  it.each(['name', '-name', 'declaredAt', '-declaredAt'] as const)('by %s shows each of twenty rows once, in pages of three, while others are put between them', async (sort) => {
    const clusterId = newId();
    const random = (below: number) => Math.floor(Math.random() * below);
    const addSomewhere = () => add(clusterId, polish[random(polish.length)]!, new Date(Date.UTC(2026, random(3), 1 + random(5))).toISOString());
    const there = new Set<string>();
    for (let turn = 0; turn < 20; turn += 1) there.add(await addSomewhere());
    const before = (await readAll(clusterId, { sort, limit: 200 })).map(({ id }) => id);
    // Fewer than a page at a time: the end is reached.
    const seen = await readAll(clusterId, { sort, limit: 3 }, () => Promise.all([addSomewhere(), addSomewhere()]));
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.map(({ id }) => id).filter((id) => there.has(id))).toEqual(before);
    const after = (await readAll(clusterId, { sort, limit: 200 })).map(({ id }) => id);
    expect(after.filter((id) => seen.some((entry) => entry.id === id))).toEqual(seen.map(({ id }) => id));
  });

  it('stands in its own order where none is asked for', async () => {
    const clusterId = newId();
    for (const name of ['c', 'a', 'b']) await add(clusterId, name);
    expect(namesOf(await readAll(clusterId, { limit: 1 }))).toEqual(['c', 'a', 'b']);
  });

  it('has cursors for the longest names', async () => {
    const clusterId = newId();
    for (const name of ['ż'.repeat(400), '"'.repeat(400), '字'.repeat(400)]) await add(clusterId, name);
    expect(await readAll(clusterId, { sort: 'name', limit: 1 })).toHaveLength(3);
  });

  it('begins at the beginning with a cursor of another order', async () => {
    const clusterId = newId();
    for (const name of ['a', 'b', 'c']) await add(clusterId, name);
    const sorts = [undefined, 'name', '-name', 'declaredAt', '-declaredAt'];
    for (const made of sorts) {
      const { nextCursor: cursor } = await read(clusterId, { limit: 1, sort: made });
      for (const used of sorts.filter((sort) => sort !== made)) expect(await read(clusterId, { limit: 2, sort: used, cursor })).toEqual(await read(clusterId, { limit: 2, sort: used }));
    }
  });

  it('answers some page to every cursor that was made up', async () => {
    const clusterId = newId();
    await add(clusterId, 'a');
    const answers = async (sort: Sort, text: string) => {
      const page = await read(clusterId, { sort, cursor: Buffer.from(text).toString('base64url') });
      expect(page.nextCursor).toBeNull();
    };
    const dates = ['2026-13-01', '2026-02-30', '0000-02-29', '0000-01-01', '9999-12-31'].flatMap((date) => ['00:00:00', '24:00:00', '23:59:60'].map((time) => `${date}T${time}.000000Z`));
    const values = ['\0', 'a\0', '\ud800', '', '%', 'infinity', 'now', '2026-01-01', ...dates];
    for (const sort of ['name', '-declaredAt'] as const) {
      for (const value of values) for (const id of [newId(), 'x', '00000000-0000-0000-0000-000000000000']) await answers(sort, JSON.stringify([sort, value, id]));
    }
    await fc.assert(fc.asyncProperty(fc.oneof(fc.json(), fc.string({ minLength: 1, unit: 'binary' })), (text) => answers('name', text)));
  });

  it.each(['name', '-name', 'declaredAt', '-declaredAt'] as const)('by %s is read by its index, without sorting, from 100,000 rows', async (sort) => {
    const clusterId = '0197f2f2-0000-7000-8000-000000000001';
    await bed.rows(
      `INSERT INTO membership.entry SELECT gen_random_uuid(), $1, md5(n::text), '2026-01-01'::timestamptz + n * interval '7 min' FROM generate_series(1, 100000) n
        WHERE NOT EXISTS (SELECT 1 FROM membership.entry WHERE cluster_id = $1)`, [clusterId],
    );
    await bed.rows('ANALYZE membership.entry');
    const asked: { text: string; values: readonly unknown[] }[] = [];
    const work = database.begin(origin(clusterId));
    const spied = { query: (text: string, values: readonly unknown[]) => (asked.push({ text, values }), work.query(text, values)) } as unknown as Work;
    const first = JSON.parse((await listEntries(spied, clusterId, { sort, limit: 50 })).text) as Page;
    await listEntries(spied, clusterId, { sort, limit: 50, cursor: first.nextCursor! });
    expect(asked).toHaveLength(2);
    // As the service's own role: with its row security and its plans.
    const client = await bed.sql('membership');
    await client.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusterId]);
    for (const [index, { text, values }] of asked.entries()) {
      const name = `page_${index}`;
      await client.query(`PREPARE ${name} AS ${text}`);
      const literals = values.map((given) => `'${String(given)}'`).join(', ');
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: object }] }>(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE ${name}(${literals})`);
      const plan = JSON.stringify(rows[0]!['QUERY PLAN'][0].Plan);
      expect(plan).not.toMatch(/"Node Type":"(?:Incremental )?Sort"|Seq Scan on entry|"Rows Removed by Filter":[1-9]/);
      expect(plan).toMatch(/"Node Type":"Index (?:Only )?Scan"/);
      expect(plan).toContain(`"Index Name":"entry_by_${sort.endsWith('name') ? 'name' : 'declared_at'}"`);
    }
  }, 20_000);
});
