import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ContributionConfirmed, ContributionConfirmedV1, ContributionDisputed, ContributionRecorded, ContributionRecordedV1, ContributionReversed, ContributionVoided, MandateGranted, MemberAdmitted, RemarkMade,
  reportContributions,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Caller, standIn, Testbed } from '@klaster/testing';
import { reporting } from '../reporting.module.js';

const clusterId = newId();
const elsewhere = newId();
const minute = (of: number) => `2026-03-01T10:${String(of).padStart(2, '0')}:00.000Z`;

type Given = Pick<Parameters<typeof ContributionRecordedV1.of>[0], 'kind' | 'category' | 'quantity' | 'amount'>;
const hours = (value: string): Given => ({ kind: 'human', category: 'volunteering', quantity: { value, unit: 'h' }, amount: null });
const grosze = (amountMinor: number): Given => ({ kind: 'financial', category: 'money', quantity: null, amount: { amountMinor, currency: 'PLN' } });

let testbed: Testbed;
let reader: Caller, stranger: Caller;
const [second, first, person] = [newId(), newId(), newId()];

async function admit(memberId: string, name: string | null, at: number, cluster = clusterId): Promise<Caller> {
  const caller = testbed.person();
  const partyId = newId();
  const granted = MandateGranted.of({ mandateId: newId(), partyId, accountId: caller.accountId, scopes: ['read'], validFrom: minute(0), validUntil: null });
  const admitted = MemberAdmitted.of({ memberId, clusterId: cluster, partyId, partyName: name, partyKind: name ? 'organization' : 'person', sphere: 'social', seatId: newId(), admittedAt: minute(at) });
  await testbed.tell('membership', { subject: partyId, happenings: [granted] });
  await testbed.tell('membership', { clusterId: cluster, subject: memberId, happenings: [admitted] });
  return caller;
}

/** Tells what the service of contributions would tell, as it was told first. */
async function record(giver: string, given: Given, at: number, reversalOf: string | null = null): Promise<string> {
  const contributionId = newId();
  const happening = ContributionRecordedV1.of({
    contributionId, clusterId, ...given, giver, receiver: { initiativeId: newId() }, givenOn: '2026-02-28', givenUntil: null, recordedBy: giver, recordedAt: minute(at),
    evidence: [], reversalOf, corrects: null,
  });
  await testbed.tell('resources', { clusterId, subject: contributionId, happenings: [happening] });
  return contributionId;
}
/** The same as it is told now. */
async function recordNow(giver: string, given: Given, at: number, reversalOf: string | null = null): Promise<string> {
  const contributionId = newId();
  const happening = ContributionRecorded.of({
    contributionId, clusterId, ...given, giver, receiver: { initiativeId: newId() }, givenOn: '2026-02-28', givenUntil: null, recordedBy: giver, recordedAt: minute(at),
    evidence: [], reversalOf, corrects: null, action: 'work', pledgeId: newId(), declaredValue: null, returnBy: null, giverClusterId: clusterId,
  });
  await testbed.tell('resources', { clusterId, subject: contributionId, happenings: [happening] });
  return contributionId;
}
const confirmNow = (contributionId: string, at: number, how: { readonly confirmedBy: string | null; readonly bySilence: boolean }, version = 2) =>
  testbed.tell('resources', { clusterId, subject: contributionId, version, happenings: [ContributionConfirmed.of({ contributionId, clusterId, ...how, confirmedAt: minute(at) })] });
const confirm = (contributionId: string, at: number) =>
  testbed.tell('resources', { clusterId, subject: contributionId, version: 2, happenings: [ContributionConfirmedV1.of({ contributionId, clusterId, confirmedBy: person, confirmedAt: minute(at) })] });
const voided = (contributionId: string, reversedBy: string, at: number) =>
  testbed.tell('resources', { clusterId, subject: contributionId, version: 2, happenings: [ContributionVoided.of({ contributionId, clusterId, reversedBy, voidedAt: minute(at) })] });

const linesAt = async (asOf?: string) =>
  (await reader.get(reportContributions, { clusterId, ...(asOf ? { asOf } : {}) })).lines.map(({ memberId, kind, recorded, confirmed, entries }) => [memberId, kind, recorded, confirmed, entries]);

beforeAll(async () => {
  testbed = await Testbed.start();
  for (const source of ['membership', 'initiatives', 'resources'] as const) await testbed.serve(standIn(source));
  await testbed.serve(reporting, { replicas: 2 });
  reader = await admit(first, 'Fundacja A', 1);
  await admit(second, 'Szkoła B', 2);
  await admit(person, null, 3);
  stranger = await admit(newId(), 'Obcy', 1, elsewhere);
  const work = await record(second, hours('2.50'), 10);
  await confirm(work, 20);
  const reversal = await record(second, hours('2.50'), 30, work);
  await testbed.tell('resources', { clusterId, subject: work, version: 3, happenings: [ContributionReversed.of({ contributionId: work, clusterId, reversedBy: reversal })] });
  await record(second, hours('2'), 30);
  await confirm(reversal, 40);
  const mistaken = await record(first, grosze(99_900), 10);
  const takenBack = await record(first, grosze(99_900), 20, mistaken);
  await voided(mistaken, takenBack, 20);
  await voided(takenBack, takenBack, 20);
  await record(first, grosze(12_345), 20);
  await record(person, hours('0.000001'), 10);
  await testbed.settle();
}, 60_000);

afterAll(() => testbed.stop());

describe('the report of contributions', () => {
  test('tells of any instant what had been recorded, confirmed and taken back by then', async () => {
    expect(await linesAt(minute(9))).toEqual([]);
    expect(await linesAt(minute(10))).toEqual([[second, 'human', '2.5', '0', 1], [person, 'human', '0.000001', '0', 1], [first, 'financial', '99900', '0', 1]]);
    expect(await linesAt('2026-03-01T11:20:00+01:00')).toEqual([[second, 'human', '2.5', '2.5', 1], [person, 'human', '0.000001', '0', 1], [first, 'financial', '12345', '0', 1]]);
    expect(await linesAt(minute(30))).toEqual([[second, 'human', '2', '2.5', 3], [person, 'human', '0.000001', '0', 1], [first, 'financial', '12345', '0', 1]]);
    expect(await linesAt(minute(40))).toEqual([[second, 'human', '2', '0', 3], [person, 'human', '0.000001', '0', 1], [first, 'financial', '12345', '0', 1]]);
  });

  test('tells the same of now from its totals as from its entries, and nothing of the future', async () => {
    expect(await linesAt()).toEqual(await linesAt(minute(59)));
    const { asOf } = await reader.get(reportContributions, { clusterId, asOf: '2126-01-01T00:00:00Z' });
    expect(asOf < new Date(Date.now() + 60_000).toISOString()).toBe(true);
  });

  test('names members by kind in the order of their admission, natural persons not at all', async () => {
    const { lines } = await reader.get(reportContributions, { clusterId });
    expect(lines.map(({ memberName, kind, unit }) => [memberName, kind, unit])).toEqual([['Szkoła B', 'human', 'h'], [null, 'human', 'h'], ['Fundacja A', 'financial', 'PLN']]);
  });

  test('counts what is told now beside what was told first: by the other side, by silence, and disputed', async () => {
    const giver = newId();
    await admit(giver, 'Parafia C', 4);
    const of = async (at: number) => (await linesAt(minute(at))).filter(([memberId]) => memberId === giver);
    const [byHand, silent, disputed] = [await recordNow(giver, hours('1'), 41), await recordNow(giver, hours('2'), 41), await recordNow(giver, hours('4'), 41)];
    await confirmNow(byHand, 42, { confirmedBy: person, bySilence: false });
    await confirmNow(silent, 43, { confirmedBy: null, bySilence: true });
    const remarkId = newId();
    await testbed.tell('resources', { clusterId, subject: disputed, version: 2, happenings: [ContributionDisputed.of({ contributionId: disputed, clusterId, disputedBy: person, disputedAt: minute(44) })] });
    await testbed.tell('resources', { clusterId, subject: remarkId, happenings: [RemarkMade.of({ remarkId, contributionId: disputed, clusterId, memberId: person, madeAt: minute(44) })] });
    await testbed.settle();
    expect([await of(41), await of(42), await of(43), await of(44)]).toEqual([
      [[giver, 'human', '7', '0', 3]], [[giver, 'human', '7', '1', 3]], [[giver, 'human', '7', '3', 3]], [[giver, 'human', '7', '3', 3]],
    ]);
    await confirmNow(disputed, 45, { confirmedBy: person, bySilence: false }, 3);
    const reversal = await recordNow(giver, hours('2'), 46, silent);
    await confirmNow(reversal, 47, { confirmedBy: null, bySilence: true });
    await testbed.settle();
    expect([await of(45), await of(46), await of(47)]).toEqual([[[giver, 'human', '7', '7', 3]], [[giver, 'human', '5', '7', 4]], [[giver, 'human', '5', '5', 4]]]);
    expect((await linesAt()).filter(([memberId]) => memberId === giver)).toEqual(await of(59));
    expect(await testbed.rows('SELECT FROM reporting.parked_event')).toEqual([]);
  });

  test('is for members of the cluster alone', async () => {
    expect(await stranger.call(reportContributions, { clusterId })).toMatchObject({ refused: 'forbidden' });
    expect(await stranger.get(reportContributions, { clusterId: elsewhere })).toMatchObject({ lines: [] });
  });

  test('takes no confirmation twice and none of what was never recorded: it parks them and goes on', async () => {
    const unknown = newId();
    await confirm(unknown, 50);
    await record(person, hours('1'), 50);
    await testbed.settle();
    expect(await testbed.rows('SELECT subject FROM reporting.parked_event')).toEqual([{ subject: unknown }]);
    expect(await linesAt()).toContainEqual([person, 'human', '1.000001', '0', 2]);
  });
});
