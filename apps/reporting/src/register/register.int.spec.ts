import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  Envelope, InitiativeForming, isRefusal, listRegisterEntries, MandateGranted, MemberAdmitted, ReadinessDeclared, readJournal, type RegisterEntry, type ServiceName, shardOf,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Caller, standIn, Testbed } from '@klaster/testing';
import type { z } from 'zod';
import { reporting } from '../reporting.module.js';

/** Several clusters of one shard, so that one work fills several registers. */
const clusters = Array.from({ length: 3 }, () => newId().replace(/.$/, '7'));
const [clusterId = '', elsewhere = ''] = clusters;
const sources: readonly ServiceName[] = ['membership', 'initiatives', 'resources'];

let testbed: Testbed;
let reader: Caller;
let listener: Awaited<ReturnType<Testbed['process']>>;

async function readRegister(cluster: string, limit = 200): Promise<z.output<typeof RegisterEntry>[]> {
  const entries: z.output<typeof RegisterEntry>[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: { items: z.output<typeof RegisterEntry>[]; nextCursor: string | null } = await reader.get(listRegisterEntries, { clusterId: cluster, limit, ...(cursor ? { cursor } : {}) });
    entries.push(...page.items);
    cursor = page.nextCursor;
  }
  return entries;
}

/** What a source's journal says of the cluster, read out as to any service that listens. */
async function journalOf(source: ServiceName) {
  const answer = await listener.call(readJournal(source), { shard: shardOf(clusterId), after: 0 }, { requestId: newId() });
  if (isRefusal(answer)) throw new Error(answer.refused);
  const entries = answer.entries.map(({ position, chain, envelope }) => ({ position, chain, envelope: Envelope.parse(JSON.parse(envelope)) }));
  return entries.filter(({ envelope }) => envelope.clusterid === clusterId).map(({ position, chain, envelope: { id: eventId, data: facts } }) => ({ eventId, position, chain, facts }));
}

beforeAll(async () => {
  testbed = await Testbed.start();
  for (const source of sources) await testbed.serve(standIn(source));
  reader = testbed.person();
  listener = await testbed.process('reporting');
  const partyId = newId();
  const granted = MandateGranted.of({ mandateId: newId(), partyId, accountId: reader.accountId, scopes: ['read'], validFrom: '2026-01-01T00:00:00.000Z', validUntil: null });
  await testbed.tell('membership', { subject: partyId, happenings: [granted] });
  for (const cluster of clusters.slice(0, 2)) {
    const memberId = newId();
    const admitted = MemberAdmitted.of({ memberId, clusterId: cluster, partyId, partyName: 'Fundacja', partyKind: 'organization', sphere: 'social', seatId: newId(), admittedAt: '2026-01-01T00:00:00.000Z' });
    await testbed.tell('membership', { clusterId: cluster, subject: memberId, happenings: [admitted] });
  }
  // Every source has told much of all clusters, in another order each, before reporting listens: it reads all of them at once.
  const tell = async (source: ServiceName, turn: number) => {
    for (let round = 0; round < 150; round += 1) {
      const cluster = clusters[(turn + round * (turn + 1)) % 3]!;
      const subject = newId();
      const happening = source === 'membership' ? ReadinessDeclared.of({ memberId: subject, clusterId: cluster, partyId: newId() }) : InitiativeForming.of({ initiativeId: subject, clusterId: cluster });
      await testbed.tell(source, { clusterId: cluster, subject, happenings: [happening] });
    }
  };
  await Promise.all(sources.map((source, turn) => tell(source, turn)));
  await testbed.serve(reporting, { replicas: 2 });
  await testbed.settle();
}, 60_000);

afterAll(() => testbed.stop());

describe('the register of a cluster', () => {
  test('has every fact once, in places without a gap, each journal in its own order', async () => {
    const entries = await readRegister(clusterId, 7);
    expect(entries.map(({ index }) => index)).toEqual(entries.map((_, index) => index));
    for (const source of sources) {
      const found = entries.filter((entry) => entry.source === `/${source}`);
      expect(found.map(({ eventId, position, chain, facts }) => ({ eventId, position, chain, facts }))).toEqual(await journalOf(source));
    }
    expect(await testbed.rows('SELECT FROM reporting.parked_event')).toEqual([]);
  });

  test('knows nothing of other clusters, nor of the federation', async () => {
    const own = new Set((await readRegister(clusterId)).map(({ eventId }) => eventId));
    expect((await readRegister(elsewhere)).filter(({ eventId }) => own.has(eventId))).toEqual([]);
    expect(await testbed.rows(`SELECT FROM reporting.register_entry WHERE type LIKE '%mandate%'`)).toEqual([]);
    expect(await reader.call(listRegisterEntries, { clusterId: clusters[2]! })).toMatchObject({ refused: 'forbidden' });
  });

  test('takes any cursor for some place', async () => {
    for (const cursor of ['AAAA', '____', 'OTk5OTk5OTk5OTk5OTk5OTk5OTk']) {
      expect(await reader.call(listRegisterEntries, { clusterId, cursor })).toHaveProperty('items');
    }
  });

  test('is only added to, whoever tries', async () => {
    const sql = await testbed.sql('reporting');
    await sql.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusterId]);
    for (const change of [`UPDATE reporting.register_entry SET type = 'other'`, 'DELETE FROM reporting.register_entry', 'TRUNCATE reporting.register_entry']) {
      await expect(sql.query(change)).rejects.toThrow('permission denied');
      await expect(testbed.rows(change)).rejects.toThrow('append-only');
    }
    await expect(sql.query(`SELECT FROM reporting.register_entry WHERE cluster_id <> $1`, [clusterId])).resolves.toMatchObject({ rowCount: 0 });
  });
});
