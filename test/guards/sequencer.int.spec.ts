import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClusterChanged, federationId, shardOf } from '@klaster/contracts';
import { Database, newId, readEntries, sequencePending } from '@klaster/persistence';
import { TestDatabase } from '@klaster/testing';

const writers = 24;
const eventsEach = 20;

/** The order of the journal is made after the commit: two sequencers race while two dozen writers commit. */
describe('the sequencer', () => {
  let database: TestDatabase;
  let service: Database;
  let courier: Database;
  const clusters = Array.from({ length: 4 }, newId);

  beforeAll(async () => {
    database = await TestDatabase.create();
    await database.migrate('membership', []);
    service = await Database.open({ url: database.url('membership'), connections: writers, applicationName: 'writers' });
    courier = await Database.open({ url: database.url('membership_courier'), connections: 4, applicationName: 'sequencers' });
  });

  afterAll(async () => {
    await service.close();
    await courier.close();
    await database.drop();
  });

  const originOf = (clusterId?: string) => ({ service: 'membership', clusterId, requestId: newId(), now: new Date().toISOString() });
  const happened = (clusterId: string) => ClusterChanged.of({ clusterId, name: 'ą' });

  /** One writer changes aggregates of its own, version after version, each in a transaction that stays open for a moment. */
  const write = async (writer: number) => {
    const clusterId = clusters[writer % clusters.length]!;
    const subject = newId();
    for (let version = 1; version <= eventsEach; version += 1) {
      await service.within(originOf(clusterId), async (work) => {
        work.tell(subject, version, [happened(clusterId)]);
        await work.query('SELECT pg_sleep($1)', [Math.random() / 100]);
      });
    }
  };

  const sequence = async (isOver: () => boolean) => {
    let sequenced = 0;
    while (!isOver()) sequenced += await courier.within(originOf(), (work) => sequencePending(work, 7));
    return sequenced;
  };

  it('loses nothing, leaves no gap and keeps the order of each aggregate, with two of them and 24 writers', async () => {
    let over = false;
    const sequencers = [sequence(() => over), sequence(() => over)];
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
    over = true;
    const during = await Promise.all(sequencers);
    for (let more = 1; more > 0; ) more = await courier.within(originOf(), (work) => sequencePending(work, 500));

    // Both were at work, or this proves nothing.
    expect(Math.min(...during)).toBeGreaterThan(0);
    const { rows } = await database.admin.query<{ shard: number; position: string; chain: string; envelope: string; subject: string; version: number }>(
      `SELECT s.shard, s.position, encode(s.chain, 'hex') AS chain, j.envelope, j.subject, j.subject_version AS version
         FROM membership.sequence s JOIN membership.journal j ON j.id = s.entry ORDER BY s.shard, s.position`,
    );
    expect(rows).toHaveLength(writers * eventsEach);
    const places = new Map<number, { position: number; chain: string }>();
    const versions = new Map<string, number>();
    for (const { shard, position, chain, envelope, subject, version } of rows) {
      const before = places.get(shard) ?? { position: 0, chain: '' };
      expect(Number(position)).toBe(before.position + 1);
      expect(chain).toBe(createHash('sha256').update(Buffer.from(before.chain, 'hex')).update(envelope).digest('hex'));
      expect(version).toBe((versions.get(subject) ?? 0) + 1);
      places.set(shard, { position: Number(position), chain });
      versions.set(subject, version);
    }
    const heads = await database.admin.query<{ shard: number; position: string; chain: string }>(
      `SELECT shard, position, encode(chain, 'hex') AS chain FROM membership.shard_head WHERE position > 0 ORDER BY shard`,
    );
    expect(heads.rows.map(({ shard, position, chain }) => [shard, Number(position), chain])).toEqual([...places].sort(([a], [b]) => a - b).map(([shard, { position, chain }]) => [shard, position, chain]));
    expect((await database.admin.query('SELECT 1 FROM membership.pending')).rowCount).toBe(0);
  });

  it('lets one of two sequencers go first and the other pass on', async () => {
    const clusterId = clusters[0]!;
    await service.within(originOf(clusterId), async (work) => work.tell(newId(), 1, [happened(clusterId)]));
    const first = courier.begin(originOf());
    first.hold();
    expect(await sequencePending(first, 500)).toBe(1);
    expect(await courier.within(originOf(), (work) => sequencePending(work, 500))).toBe(0);
    await first.commit();
  });

  it('is read in pages that fit into one message, however long the events are', async () => {
    const clusterId = newId();
    const long = { ...happened(clusterId), data: { name: 'ą'.repeat(200_000) } };
    const longer = { ...long, data: { name: 'ą'.repeat(700_000) } };
    const ids = Array.from({ length: 7 }, newId);
    for (const [place, subject] of ids.entries()) await service.within(originOf(clusterId), async (work) => work.tell(subject, 1, [place === 0 ? longer : long]));
    await courier.within(originOf(), (work) => sequencePending(work, 500));
    const shard = shardOf(clusterId);
    const first = await database.admin.query<{ position: string }>('SELECT min(s.position) AS position FROM membership.sequence s JOIN membership.journal j ON j.id = s.entry WHERE j.cluster_id = $1', [clusterId]);
    const pages: string[][] = [];
    for (let after = Number(first.rows[0]!.position) - 1; ; ) {
      const entries = await courier.within(originOf(), (work) => readEntries(work, shard, after, 500));
      if (entries.length === 0) break;
      pages.push(entries.map(({ envelope }) => (JSON.parse(envelope) as { subject: string }).subject));
      after = entries.at(-1)!.position;
    }
    expect(pages.flat()).toEqual(ids);
    expect(pages.map((page) => page.length)).toEqual([1, 2, 2, 2]);
  });

  it('puts what belongs to the federation into the shard of the nil id', async () => {
    const subject = newId();
    await service.within(originOf(), async (work) => work.tell(subject, 1, [happened(newId())]));
    await courier.within(originOf(), (work) => sequencePending(work, 500));
    const { rows } = await database.admin.query('SELECT s.shard, j.cluster_id FROM membership.sequence s JOIN membership.journal j ON j.id = s.entry WHERE j.subject = $1', [subject]);
    expect(rows).toEqual([{ shard: shardOf(federationId), cluster_id: federationId }]);
  });

  it('refuses the second of two who write the same version of an aggregate', async () => {
    const subject = newId();
    const both = await Promise.allSettled([1, 2].map(() => service.within(originOf(clusters[0]), async (work) => work.tell(subject, 1, [happened(clusters[0]!)]))));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
