import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, newId, RuleBroken } from '@klaster/persistence';
import { TestDatabase } from '@klaster/testing';

class Seats {
  readonly name = 'Seats1763800000000';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query('CREATE TABLE seat (number int CONSTRAINT seat_taken PRIMARY KEY); GRANT SELECT, INSERT ON seat TO membership;');
  }
  async down(): Promise<void> {
    throw new Error('never');
  }
}

/** Where many want the last place, all but one fail: their connection goes on, with what it has prepared. */
describe('a connection whose flight has failed', () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await TestDatabase.create();
    await testDatabase.migrate('membership', [Seats as never]);
    database = await Database.open({ url: testDatabase.url('membership'), connections: 1, applicationName: 'seats' });
  });

  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const begin = () => database.begin({ service: 'membership', requestId: newId(), now: new Date().toISOString() });
  const take = async (number: number) => {
    const work = begin();
    work.write({ text: 'INSERT INTO seat SELECT number FROM unnest($1::int[]) AS number', values: [[number]] });
    await work.commit();
  };
  const backend = async () => (await begin().query<{ pid: number }>('SELECT pg_backend_pid() AS pid'))[0]!.pid;

  it('is the same as before, also where the statement was new to it', async () => {
    await testDatabase.admin.query('INSERT INTO membership.seat VALUES (1)');
    const before = await backend();
    for (let turn = 0; turn < 3; turn += 1) await expect(take(1)).rejects.toThrow(RuleBroken);
    await take(2);
    expect(await backend()).toBe(before);
  });

  it('knows which statements of a flight it has not come to', async () => {
    const before = await backend();
    const work = begin();
    const answers = await Promise.allSettled([work.query('SELECT 1 AS first'), work.query('SELECT 1 / $1::int AS second', [0]), work.query('SELECT 3 AS third')]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    for (const text of ['SELECT 3 AS third', 'SELECT 1 AS first']) expect(await begin().query(text)).toHaveLength(1);
    expect(await begin().query('SELECT 1 / $1::int AS second', [1])).toEqual([{ second: 1 }]);
    await expect(begin().query('SELECT no such thing')).rejects.toThrow(/syntax error/);
    await expect(begin().query('SELECT no such thing')).rejects.toThrow(/syntax error/);
    expect(await backend()).toBe(before);
  });
});
