import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Instant } from '@klaster/contracts';
import { Database, newId, type Schedule, takeTimer, type Timer } from '@klaster/persistence';
import { TestDatabase } from '@klaster/testing';

class OwnTable {
  readonly name = 'OwnTable1763800000000';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query('CREATE TABLE own (id uuid PRIMARY KEY)');
  }
  async down(): Promise<void> {
    throw new Error('never');
  }
}

/** The rows that say what is to happen when: whose they are, and who may take one. */
describe('a timer', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  const clusterId = newId();

  beforeAll(async () => {
    testDatabase = await TestDatabase.create();
    await testDatabase.migrate('membership', []);
    database = await Database.open({ url: testDatabase.url('membership'), connections: 4, applicationName: 'scheduler' });
  });

  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const inMinutes = (minutes: number): Instant => new Date(Date.now() + minutes * 60_000).toISOString();
  const originOf = (inCluster: string) => ({ service: 'membership', clusterId: inCluster, requestId: newId(), now: inMinutes(0) });
  const schedule = (...schedules: Schedule[]) => database.within(originOf(clusterId), async (work) => schedules.forEach((one) => work.schedule(one)));

  it('is taken by one, and only as it was read: not when it was moved since, and not when it has failed since', async () => {
    const subject = newId();
    const [before, after] = [inMinutes(500), inMinutes(600)];
    await schedule({ name: 'ring', subject, dueAt: before });
    await schedule({ name: 'ring', subject, dueAt: after });
    const take = (read: Pick<Timer, 'dueAt' | 'attempts'>) => database.within(originOf(clusterId), (work) => takeTimer(work, { name: 'ring', subject, clusterId, ...read }));
    expect(await take({ dueAt: before, attempts: 0 })).toBe(false);
    expect(await take({ dueAt: after, attempts: 1 })).toBe(false);
    const others = database.within(originOf(clusterId), async (work) => {
      const taken = await takeTimer(work, { name: 'ring', subject, clusterId, dueAt: after, attempts: 0 });
      return [taken, await take({ dueAt: after, attempts: 0 })];
    });
    expect(await others).toEqual([true, false]);
  });

  it('is its cluster’s alone: nobody of another sees, moves or cancels it, and the courier only reads', async () => {
    const subject = newId();
    await schedule({ name: 'ring', subject, dueAt: inMinutes(600) });
    const elsewhere = originOf(newId());
    expect(await database.within(elsewhere, (work) => work.query('SELECT FROM timer WHERE subject = $1', [subject]))).toEqual([]);
    await database.within(elsewhere, async (work) => work.schedule({ name: 'ring', subject, dueAt: null }));
    await expect(database.within(elsewhere, async (work) => work.schedule({ name: 'ring', subject, dueAt: inMinutes(0) }))).rejects.toThrow(/row-level security/);
    await expect(database.within(elsewhere, async (work) => work.schedule({ name: 'ring', subject: newId(), dueAt: inMinutes(0), clusterId }))).rejects.toThrow(/row-level security/);
    const courier = await testDatabase.sql('membership_courier');
    expect((await courier.query('SELECT cluster_id FROM timer WHERE subject = $1', [subject])).rows).toEqual([{ cluster_id: clusterId }]);
    for (const attempt of ['DELETE FROM timer', 'UPDATE timer SET attempts = 0', 'TRUNCATE timer']) await expect(courier.query(attempt)).rejects.toThrow(/permission denied/);
  });

  it('has its table in a database too that has had later migrations', async () => {
    const before = await TestDatabase.create();
    await before.migrate('membership', [OwnTable as never]);
    await before.admin.query(`DROP TABLE membership.timer; DELETE FROM membership.migration WHERE name LIKE 'PlatformTimers%'`);
    await before.migrate('membership', [OwnTable as never]);
    expect((await before.admin.query('SELECT FROM membership.timer')).rowCount).toBe(0);
    await before.drop();
  });
});
