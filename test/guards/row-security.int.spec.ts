import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClusterChanged, type ServiceName } from '@klaster/contracts';
import { Database, newId } from '@klaster/persistence';
import { Testbed } from '@klaster/testing';
import type pg from 'pg';

const service: ServiceName = 'membership';

class Notes {
  readonly name = 'Notes1763800000000';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query(`CREATE TABLE note (id uuid PRIMARY KEY, cluster_id uuid NOT NULL, text text NOT NULL);
      CALL guard_by_cluster('note'); GRANT SELECT, INSERT, UPDATE, DELETE ON note TO ${service};`);
  }
  async down(): Promise<void> {
    throw new Error('never');
  }
}

/** What a service's own role sees by SQL: one cluster at a time, chosen for one transaction. */
describe('row security', () => {
  let bed: Testbed;
  let runtime: pg.Client;
  let database: Database;
  const [ours, theirs] = [newId(), newId()] as const;
  const canary = 'kanarek-8f1c';

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.database.migrate(service, [Notes as never]);
    runtime = await bed.sql(service);
    database = await Database.open({ url: bed.database.url(service), connections: 3, applicationName: 'test' });
    for (const clusterId of [ours, theirs]) {
      await database.within(originOf(clusterId), async (work) => {
        work.write({ text: 'INSERT INTO note (id, cluster_id, text) VALUES ($1, $2, $3)', values: [newId(), clusterId, clusterId === theirs ? canary : 'nasze'] });
        work.tell(clusterId, 1, [ClusterChanged.of({ clusterId, name: clusterId === theirs ? canary : 'Nasz' })]);
      });
    }
  });

  afterAll(async () => {
    await database.close();
    await bed.stop();
  });

  const originOf = (clusterId?: string) => ({ service, clusterId, requestId: newId(), now: new Date().toISOString() });
  const within = async <Row extends object>(clusterId: string, text: string, values: unknown[] = []) => {
    await runtime.query('BEGIN');
    try {
      await runtime.query(`SELECT set_config('klaster.cluster', $1, true)`, [clusterId]);
      return (await runtime.query<Row & pg.QueryResultRow>(text, values)).rows;
    } finally {
      await runtime.query('ROLLBACK');
    }
  };

  it('shows nothing to who has entered no cluster', async () => {
    expect((await runtime.query('SELECT * FROM note')).rows).toEqual([]);
    expect((await runtime.query('SELECT * FROM journal')).rows).toEqual([]);
  });

  it('shows the rows of the cluster that was entered and no others', async () => {
    expect(await within(ours, 'SELECT text FROM note')).toEqual([{ text: 'nasze' }]);
    expect(await within(ours, 'SELECT cluster_id FROM journal')).toEqual([{ cluster_id: ours }]);
    expect(JSON.stringify(await within(ours, 'SELECT n::text, j::text FROM note n FULL JOIN journal j ON true'))).not.toContain(canary);
  });

  it('takes what was gathered for one cluster as that cluster’s, when another is entered behind it', async () => {
    const notes = [1, 2].map(() => ({ id: newId(), clusterId: newId() }));
    await database.within(originOf(), async (work) => {
      for (const { id, clusterId } of notes) {
        work.enter(clusterId);
        work.write({ text: 'INSERT INTO note (id, cluster_id, text) VALUES ($1, $2, $3)', values: [id, clusterId, 'w przejściu'] });
        work.tell(id, 1, [ClusterChanged.of({ clusterId, name: 'Nasz' })], clusterId);
      }
      expect(work.told).toBe(2);
    });
    for (const { id, clusterId } of notes) {
      expect(await within(clusterId, 'SELECT n.id FROM note n JOIN journal j ON j.subject = n.id WHERE n.id = $1', [id])).toHaveLength(1);
    }
  });

  it('lets nobody write into another cluster, nor move a row there', async () => {
    await expect(within(ours, `INSERT INTO note VALUES ($1, $2, 'x')`, [newId(), theirs])).rejects.toThrow(/row-level security/);
    await expect(within(ours, 'UPDATE note SET cluster_id = $1', [theirs])).rejects.toThrow(/row-level security/);
    await expect(within(ours, `INSERT INTO journal (cluster_id, shard, subject, subject_version, type, envelope) VALUES ($1, 0, $1, 9, 't', 'e')`, [theirs])).rejects.toThrow(/row-level security/);
    expect(await within(ours, 'DELETE FROM note RETURNING text')).toEqual([{ text: 'nasze' }]);
  });

  it('holds the owner of the tables as well', async () => {
    const admin = await bed.database.admin.connect();
    try {
      await admin.query(`BEGIN; SET LOCAL ROLE ${service}_owner`);
      expect((await admin.query(`SELECT * FROM ${service}.note`)).rows).toEqual([]);
    } finally {
      await admin.query('ROLLBACK');
      admin.release();
    }
  });

  it('gives the runtime role no way round: it owns nothing, bypasses nothing, becomes nobody else', async () => {
    const { rows } = await runtime.query('SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user');
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
    expect((await runtime.query('SELECT relname FROM pg_class WHERE relowner = current_user::regrole')).rows).toEqual([]);
    await expect(runtime.query(`SET ROLE ${service}_owner`)).rejects.toThrow(/permission denied/);
    await expect(runtime.query('ALTER TABLE note DISABLE ROW LEVEL SECURITY')).rejects.toThrow(/must be owner/);
    await expect(runtime.query('SET row_security = off; SELECT * FROM note')).rejects.toThrow(/row-level security/);
    await runtime.query('RESET row_security');
  });

  it('leaks no tenant from one use of a connection to the next, under concurrency', async () => {
    const seen = await Promise.all(
      Array.from({ length: 300 }, async (_, turn) => {
        const clusterId = [ours, theirs, undefined][turn % 3];
        // Some end with an error, which must not leave the tenant behind either.
        const act = database.within(originOf(clusterId), async (work) => {
          const rows = await work.query<{ cluster_id: string }>('SELECT cluster_id FROM note');
          if (turn % 7 === 0) throw new Error('given up');
          return rows.map((row) => row.cluster_id);
        });
        return { clusterId, rows: await act.catch(() => (clusterId ? [clusterId] : [])) };
      }),
    );
    for (const { clusterId, rows } of seen) expect(rows).toEqual(clusterId ? [clusterId] : []);
  });

  it('keeps the answers given to one account from every other', async () => {
    const [alice, bob] = [newId(), newId()];
    const origin = { ...originOf(theirs), accountId: alice };
    const work = database.begin(origin);
    await work.commit({ accountId: alice, key: 'k', fingerprint: 'r', answer: canary });
    const asBob = await database.within({ ...originOf(ours), accountId: bob }, (other) => other.query<{ answer: string }>('SELECT answer FROM idempotency'));
    expect(JSON.stringify(asBob)).not.toContain(canary);
    expect(JSON.stringify((await runtime.query('SELECT answer FROM idempotency')).rows)).not.toContain(canary);
  });
});
