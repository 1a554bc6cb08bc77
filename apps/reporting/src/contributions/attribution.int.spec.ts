import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ContributionConfirmed, ContributionRecorded, ContributionRecordedV2, ContributionReversed, ContributionVoided, type DataOf, type Happening, MandateGranted, MemberAdmitted, reportContributions, type ResourceKind, resourceKinds,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Caller, standIn, Testbed } from '@klaster/testing';
import type { RunningService } from '@klaster/service-kit';
import fc from 'fast-check';
import { reporting } from '../reporting.module.js';

const recordedAt = '2026-03-01T10:00:00.000Z';
const later = '2026-03-02T10:00:00.000Z';
const clusters = [newId(), newId(), newId()] as const;
const measures: Readonly<Record<ResourceKind, readonly string[]>> = { human: ['h', 'day'], financial: ['PLN', 'EUR'], informational: ['piece'], material: ['kg', 'piece'] };

/** What is given: where, by whom of which cluster, and what becomes of it. */
const given = fc.record({
  home: fc.nat(clusters.length - 1),
  of: fc.nat(clusters.length - 1),
  member: fc.nat(1),
  kind: fc.constantFrom(...resourceKinds),
  unit: fc.nat(1),
  value: fc.integer({ min: 1, max: 10_000 }),
  becomes: fc.constantFrom('recorded', 'confirmed', 'voided', 'reversal waits', 'reversed'),
  /** Before initiatives went across clusters. */
  old: fc.boolean(),
});
type Given = typeof given extends fc.Arbitrary<infer Value> ? Value : never;

/** Each contribution counts once in all reports together, for the cluster of its giver, wherever it was given. */
describe('the attribution of contributions', () => {
  let bed: Testbed;
  let replicas: RunningService[];
  let readers: readonly Caller[];
  const members = clusters.map(() => [newId(), newId()] as const);

  beforeAll(async () => {
    bed = await Testbed.start();
    for (const source of ['membership', 'initiatives', 'resources'] as const) await bed.serve(standIn(source));
    replicas = await bed.serve(reporting, { replicas: 2 });
    readers = await Promise.all(clusters.map(async (clusterId, place) => {
      const [reader, partyId] = [bed.person(), newId()];
      await bed.tell('membership', { subject: partyId, happenings: [MandateGranted.of({ mandateId: newId(), partyId, accountId: reader.accountId, scopes: ['read'], validFrom: recordedAt, validUntil: null })] });
      for (const [of, memberId] of members[place]!.entries()) {
        const admitted = MemberAdmitted.of({ memberId, clusterId, partyId: of === 0 ? partyId : newId(), partyName: 'Fundacja', partyKind: 'organization', sphere: 'social', seatId: newId(), admittedAt: recordedAt });
        await bed.tell('membership', { clusterId, subject: memberId, happenings: [admitted] });
      }
      return reader;
    }));
  });

  afterAll(() => bed.stop());

  /** Where it was given before there were initiatives across clusters, its giver sat there, too. */
  const giverOf = ({ home, of, member, old }: Given) => ({ giver: members[old ? home : of]![member]!, giverClusterId: clusters[old ? home : of]! });

  async function tell(what: Given): Promise<void> {
    const { home, kind, unit, value, becomes, old } = what;
    const [clusterId, contributionId, reversalId] = [clusters[home]!, newId(), newId()];
    const { giver, giverClusterId } = giverOf(what);
    const measure = measures[kind][unit % measures[kind].length]!;
    const said = {
      clusterId, kind, category: kind === 'financial' ? 'donation' : 'other', quantity: kind === 'financial' ? null : { value: String(value), unit: measure }, amount: kind === 'financial' ? { amountMinor: value, currency: measure } : null,
      giver, receiver: { initiativeId: newId() }, givenOn: '2026-02-28', givenUntil: null, recordedBy: giver, recordedAt, evidence: [], corrects: null, action: 'work', pledgeId: null, declaredValue: null, returnBy: null,
    } satisfies Partial<DataOf<typeof ContributionRecordedV2>>;
    const entry = (id: string, reversalOf: string | null): Happening =>
      old ? ContributionRecordedV2.of({ ...said, contributionId: id, reversalOf }) : ContributionRecorded.of({ ...said, contributionId: id, reversalOf, giverClusterId });
    const confirmed = (id: string) => ContributionConfirmed.of({ contributionId: id, clusterId, confirmedBy: null, bySilence: true, confirmedAt: recordedAt });
    const voided = (id: string) => ContributionVoided.of({ contributionId: id, clusterId, reversedBy: reversalId, voidedAt: recordedAt });
    const original: Record<Given['becomes'], Happening[]> = {
      recorded: [], confirmed: [confirmed(contributionId)], voided: [voided(contributionId)],
      'reversal waits': [confirmed(contributionId), ContributionReversed.of({ contributionId, clusterId, reversedBy: reversalId })],
      reversed: [confirmed(contributionId), ContributionReversed.of({ contributionId, clusterId, reversedBy: reversalId })],
    };
    const reversal: Record<Given['becomes'], Happening[]> = { recorded: [], confirmed: [], voided: [voided(reversalId)], 'reversal waits': [], reversed: [confirmed(reversalId)] };
    await bed.tell('resources', { clusterId, subject: contributionId, happenings: [entry(contributionId, null), ...original[becomes]] });
    if (becomes !== 'recorded' && becomes !== 'confirmed') await bed.tell('resources', { clusterId, subject: reversalId, happenings: [entry(reversalId, contributionId), ...reversal[becomes]] });
  }

  /** What the reports must say, by a count of our own. */
  function expected(all: readonly Given[]): Record<string, number> {
    const sums = new Map<string, number>();
    const add = (key: string, by: number) => sums.set(key, (sums.get(key) ?? 0) + by);
    for (const what of all) {
      const { kind, unit, value, becomes } = what;
      const key = `${giverOf(what).giverClusterId} ${giverOf(what).giver} ${kind} ${measures[kind][unit % measures[kind].length]}`;
      if (becomes === 'voided') continue;
      const takenBack = becomes === 'reversed' || becomes === 'reversal waits';
      add(`${key} entries`, takenBack ? 2 : 1);
      add(`${key} recorded`, takenBack ? 0 : value);
      add(`${key} confirmed`, becomes === 'confirmed' || becomes === 'reversal waits' ? value : 0);
    }
    return Object.fromEntries(sums);
  }

  const reported = async (asOf?: string): Promise<Record<string, number>> => {
    const reports = await Promise.all(clusters.map((clusterId, place) => readers[place]!.get(reportContributions, { clusterId, ...(asOf ? { asOf } : {}) })));
    const counts = reports.flatMap(({ clusterId, lines }) => lines.flatMap(({ memberId, kind, unit, recorded, confirmed, entries }) => Object.entries({ recorded: Number(recorded), confirmed: Number(confirmed), entries }).map(([what, count]) => [`${clusterId} ${memberId} ${kind} ${unit} ${what}`, count] as const)));
    expect(new Set(counts.map(([key]) => key)).size).toBe(counts.length);
    return Object.fromEntries(counts);
  };
  const kept = () => bed.rows(`SELECT cluster_id, attributed_to, member_id, kind, category, unit, recorded, confirmed, entries FROM reporting.contribution_total ORDER BY 1, 2, 3, 4, 5, 6`);

  /** As if there had been nothing: all of it is made again from the journals. */
  async function rebuild(): Promise<void> {
    for (const replica of replicas) await bed.end(replica);
    const tables = ['cursor', 'contribution_entry', 'contribution_total', 'register_head', 'register_entry', 'directory_member', 'directory_mandate'];
    await bed.rows(`SET LOCAL search_path = reporting; ALTER TABLE register_entry DISABLE TRIGGER append_only; TRUNCATE ${tables.join(', ')}; ALTER TABLE register_entry ENABLE TRIGGER append_only`);
    replicas = await bed.serve(reporting, { replicas: 2 });
    await bed.settle();
  }

  test('adds up to one, whatever is given where and becomes of it, now and as of then; and so it does made again from nothing', async () => {
    const all = fc.sample(given, { numRuns: 300, seed: 20_260_301 });
    await Promise.all(clusters.map(async (_, home) => {
      for (const what of all.filter((each) => each.home === home)) await tell(what);
    }));
    await bed.settle();
    const counted = expected(all);
    expect(all.filter((what) => clusters[what.home] !== giverOf(what).giverClusterId).length).toBeGreaterThan(50);
    expect(await reported()).toEqual(counted);
    expect(await reported(later)).toEqual(counted);
    const entries = await bed.rows<{ count: number }>('SELECT count(*)::int FROM reporting.contribution_entry WHERE voided_at IS NULL');
    expect(Object.entries(counted).reduce((sum, [key, count]) => (key.endsWith(' entries') ? sum + count : sum), 0)).toBe(entries[0]!.count);
    const before = await kept();
    await rebuild();
    expect(await reported()).toEqual(counted);
    expect(await kept()).toEqual(before);
    expect(await bed.rows('SELECT type, reason FROM reporting.parked_event')).toEqual([]);
  }, 60_000);

  test('shows each cluster what it gave elsewhere and what others gave to it, and writes nothing in another', async () => {
    const sql = await bed.sql('reporting');
    await sql.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusters[0]]);
    const { rows } = await sql.query<{ cluster_id: string; attributed_to: string }>('SELECT DISTINCT cluster_id, attributed_to FROM contribution_entry');
    expect(rows.every((row) => Object.values(row).includes(clusters[0]))).toBe(true);
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(2 * clusters.length - 1);
    expect((await sql.query('UPDATE contribution_total SET recorded = 0 WHERE cluster_id <> $1', [clusters[0]])).rowCount).toBe(0);
    await expect(sql.query(`INSERT INTO contribution_entry (cluster_id, attributed_to, contribution_id, member_id, kind, category, unit, value, recorded_at) VALUES ($1, $2, $3, $3, 'human', 'x', 'h', 1, now())`, [clusters[1], clusters[0], newId()])).rejects.toThrow('row-level security');
  });
});
