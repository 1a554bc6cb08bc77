import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClusterChanged } from '@klaster/contracts';
import { Database, newId, sequencePending } from '@klaster/persistence';
import { TestDatabase } from '@klaster/testing';

/** What happened stays as it was written: by privilege for the services, by trigger for whoever has more. */
describe('the journal and its order', () => {
  let database: TestDatabase;
  const clusterId = newId();

  beforeAll(async () => {
    database = await TestDatabase.create();
    await database.migrate('membership', []);
    const origin = { service: 'membership', clusterId, requestId: newId(), now: new Date().toISOString() };
    const service = await Database.open({ url: database.url('membership'), connections: 2, applicationName: 'test' });
    await service.within(origin, async (work) => work.tell(clusterId, 1, [ClusterChanged.of({ clusterId, name: 'A' })]));
    await service.close();
    const courier = await Database.open({ url: database.url('membership_courier'), connections: 2, applicationName: 'test' });
    await courier.within(origin, (work) => sequencePending(work, 10));
    await courier.close();
  });

  afterAll(() => database.drop());

  const attempts = (table: string, column: string) => [`UPDATE ${table} SET ${column} = ${column}`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`];

  it.each(['membership', 'membership_courier'])('are not changed by the role %s', async (role) => {
    const client = await database.sql(role);
    for (const attempt of [...attempts('journal', 'envelope'), ...attempts('sequence', 'chain')]) await expect(client.query(attempt)).rejects.toThrow(/permission denied/);
  });

  it('are not changed by the superuser either: the trigger refuses', async () => {
    for (const attempt of [...attempts('membership.journal', 'envelope'), ...attempts('membership.sequence', 'chain')]) {
      await expect(database.admin.query(attempt)).rejects.toThrow(/append-only/);
    }
  });

  it('cannot be added to by a role that is not theirs', async () => {
    const runtime = await database.sql('membership');
    await expect(runtime.query(`INSERT INTO sequence VALUES (0, 99, 1, sha256(''))`)).rejects.toThrow(/permission denied/);
    await expect(runtime.query('UPDATE shard_head SET position = 0')).rejects.toThrow(/permission denied/);
    const courier = await database.sql('membership_courier');
    await expect(courier.query(`INSERT INTO journal (cluster_id, shard, subject, subject_version, type, envelope) VALUES ($1, 0, $1, 9, 't', 'e')`, [clusterId])).rejects.toThrow(/permission denied/);
  });
});
