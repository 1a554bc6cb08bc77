import { createHash } from 'node:crypto';
import { categoryList, confirmContribution, keepFile, recordContribution, reverseContribution } from '@klaster/contracts';
import { partyOf } from './federation.ts';
import type { Ground, Table } from './ground.ts';
import type { Initiatives } from './load-initiatives.ts';
import type { ClusterPlan, ContributionRow } from './rows.ts';

/** One side records each contribution, the other confirms it; what was wrong is taken back and recorded anew. */
export async function loadContributions(ground: Ground, tables: readonly Table[], initiatives: Initiatives): Promise<void> {
  const rows = tables.flatMap((table) => table.plan.contributions.map((row, index) => ({ table, row, index })));
  // The oldest first, as they would have been.
  const inOrder = rows.toSorted((a, b) => b.row.daysAgo - a.row.daysAgo);
  const { countedFrom } = ground.file.record;
  await ground.eachOf('contributions', inOrder, ({ table, row, index }) => loadContribution(table, row, `contribution/${index}`, initiatives, countedFrom));
}

async function loadContribution(table: Table, row: ContributionRow, key: string, initiatives: Initiatives, countedFrom: string): Promise<void> {
  const clusterId = table.id;
  const recorder = row.recordedBy ?? row.giver;
  const initiativeId = initiatives.get(`${table.plan.key}/${row.receiver}`);
  const receiver = initiativeId ? { initiativeId } : { memberId: table.memberId(row.receiver) };
  const confirm = async (contributionId: string, what: string) => {
    const confirmer = confirmerOf(table.plan, row);
    await table.clientOf(confirmer).call(confirmContribution, { clusterId, contributionId }, table.as(confirmer, `${key}/${what}/confirmation`));
  };
  const given = givenIn(row, countedFrom);
  if (row.evidence) await table.clientOf(recorder).sendFile(keepFile, { clusterId, name: row.evidence }, documentOf(row), table.as(recorder, `${key}/document`));
  const { id } = await table.clientOf(recorder).call(recordContribution, { clusterId, giver: table.memberId(row.giver), receiver, ...given }, table.as(recorder, key));
  if (!row.waits) await confirm(id, 'entry');
  if (!row.takenBack) return;
  const { reason, instead } = row.takenBack;
  const correction = givenIn({ ...row, measure: instead }, countedFrom);
  const reversal = await table.clientOf(recorder).call(reverseContribution, { clusterId, contributionId: id, reason, correction }, table.as(recorder, `${key}/reversal`));
  // What nobody had confirmed is void at once, its reversal with it.
  if (row.waits) return;
  await confirm(reversal.id, 'reversal');
  if (reversal.correction) await confirm(reversal.correction, 'correction');
}

/** Who confirms: of the other side the first that another person speaks for. */
export function confirmerOf({ initiatives }: ClusterPlan, { giver, receiver, recordedBy = giver }: ContributionRow): string {
  const receivers = initiatives.find(({ key }) => key === receiver)?.partners ?? [receiver];
  const otherSide = recordedBy === giver ? receivers.filter((party) => party !== giver) : [giver];
  const confirmer = otherSide.find((party) => partyOf(party).account !== partyOf(recordedBy).account);
  if (!confirmer) throw new Error(`nobody else can confirm what ${giver} gave to ${receiver}`);
  return confirmer;
}

/** The documents are invented as well, and so are their contents. */
const documentOf = ({ evidence, description }: Pick<ContributionRow, 'evidence' | 'description'>): string => `${evidence}\n${description}\n`;

function givenIn({ daysAgo, forDays, category, measure, description, evidence }: ContributionRow, countedFrom: string) {
  const { kind } = categoryList.find(({ code }) => code === category) ?? {};
  return {
    category,
    ...readMeasure(measure),
    givenOn: dayBefore(countedFrom, daysAgo),
    ...(forDays ? { givenUntil: dayBefore(countedFrom, daysAgo - forDays) } : {}),
    description,
    // What is copied says under which licence.
    ...(kind === 'informational' && !measure.endsWith(' h') ? { conditions: { licence: 'within-cluster' as const } } : {}),
    evidence: evidence ? [{ name: evidence, sha256: createHash('sha256').update(documentOf({ evidence, description })).digest('hex') }] : [],
  };
}

/** `2.5 h` is a quantity, `1500 PLN` and `480.50 PLN` are money. */
export function readMeasure(measure: string) {
  const [value = '', unit = ''] = measure.split(' ');
  if (!/^[A-Z]{3}$/.test(unit)) return { quantity: { value, unit } };
  const [whole = '', minor = ''] = value.split('.');
  return { amount: { amountMinor: Number(whole) * 100 + Number(minor.padEnd(2, '0')), currency: unit } };
}

/** The civil date so many days before another. */
export function dayBefore(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}
