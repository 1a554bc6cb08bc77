import {
  confirmContribution, disputeContribution, importContributions, listPurses, makeRemark, payFromPurse, recordContribution, returnLoan, reverseContribution, reversePayment,
} from '@klaster/contracts';
import type { Ground, Table } from './ground.ts';
import { dayBefore, readMeasure } from './load-contributions.ts';
import type { Initiatives } from './load-initiatives.ts';
import type { Brought } from './load-resources.ts';
import { dayAfter } from './resources/days.ts';
import type { DisputeRow, LoanRow, PaymentRow, TimesheetRow } from './resources/rows.ts';

/** What was given in unusual ways: disputed, lent, written down for a whole month, paid out of a purse. */
export async function loadGiven(ground: Ground, table: Table, brought: Brought, initiatives: Initiatives): Promise<void> {
  const { disputes, loans, timesheets, payments } = table.plan.resources;
  for (const [index, row] of disputes.entries()) await loadDispute(ground, table, row, `dispute/${index}`, initiatives);
  for (const [index, row] of loans.entries()) await loadLoan(ground, table, row, `loan/${index}`);
  for (const [index, row] of timesheets.entries()) await loadTimesheet(ground, table, row, `timesheet/${index}`, brought, initiatives);
  for (const [index, row] of payments.entries()) await loadPayment(ground, table, row, `payment/${index}`, initiatives);
}

async function loadDispute(ground: Ground, table: Table, row: DisputeRow, key: string, initiatives: Initiatives): Promise<void> {
  const { giver, receiver, category, measure, daysAgo, description, disputedBy, reason, remarks, instead } = row;
  const clusterId = table.id;
  const as = (party: string, step: string) => table.as(party, `${key}/${step}`);
  const given = { category, ...readMeasure(measure), givenOn: dayBefore(ground.file.record.countedFrom, daysAgo), description };
  const { id: contributionId } = await table.clientOf(giver).call(recordContribution, { clusterId, receiver: { initiativeId: initiatives.get(`${table.plan.key}/${receiver}`)! }, ...given }, as(giver, 'entry'));
  await table.clientOf(disputedBy).call(disputeContribution, { clusterId, contributionId, reason }, as(disputedBy, 'dispute'));
  for (const [index, [party, text]] of remarks.entries()) await table.clientOf(party).call(makeRemark, { clusterId, contributionId, text }, as(party, `remark/${index}`));
  if (!instead) return;
  const { correction } = await table.clientOf(giver).call(reverseContribution, { clusterId, contributionId, reason: 'Tak jak ustaliliśmy', correction: { ...given, ...readMeasure(instead) } }, as(giver, 'correction'));
  await table.clientOf(disputedBy).call(confirmContribution, { clusterId, contributionId: correction! }, as(disputedBy, 'confirmation'));
}

async function loadLoan(ground: Ground, table: Table, { giver, taker, category, measure, daysAgo, backInDays, description, returned }: LoanRow, key: string): Promise<void> {
  const clusterId = table.id;
  const { countedFrom } = ground.file.record;
  const lent = { category, ...readMeasure(measure), action: 'transferCustody' as const, givenOn: dayBefore(countedFrom, daysAgo), returnBy: dayAfter(countedFrom, backInDays), description };
  const { id: contributionId } = await table.clientOf(giver).call(recordContribution, { clusterId, receiver: { memberId: table.memberId(taker) }, ...lent }, table.as(giver, key));
  await table.clientOf(taker).call(confirmContribution, { clusterId, contributionId }, table.as(taker, `${key}/confirmation`));
  if (returned) await table.clientOf(giver).call(returnLoan, { clusterId, contributionId, returnedOn: dayAfter(countedFrom, Math.min(backInDays, 0)) }, table.as(giver, `${key}/return`));
}

/** The first half is confirmed, by the partner that another person speaks for; the rest waits. */
async function loadTimesheet(ground: Ground, table: Table, { by, initiative, category, lines }: TimesheetRow, key: string, { rateTableId }: Brought, initiatives: Initiatives): Promise<void> {
  const clusterId = table.id;
  const csv = ['data;kategoria;ilość;jednostka;opis', ...lines.map(([daysAgo, hours, what]) => [dayBefore(ground.file.record.countedFrom, daysAgo), category, hours, 'h', what].join(';'))].join('\n');
  const initiativeId = initiatives.get(`${table.plan.key}/${initiative}`)!;
  const { contributions } = await table.clientOf(by).call(importContributions, { clusterId, csv, receiver: { initiativeId }, rateTableId }, table.as(by, key));
  const confirmer = table.plan.initiatives.find((row) => row.key === initiative)!.partners.find((party) => table.clientOf(party) !== table.clientOf(by))!;
  for (const { id: contributionId, line } of contributions.slice(0, Math.ceil(lines.length / 2))) {
    await table.clientOf(confirmer).call(confirmContribution, { clusterId, contributionId }, table.as(confirmer, `${key}/${line}/confirmation`));
  }
}

async function loadPayment(ground: Ground, table: Table, { initiative, by, payee, measure, purpose, daysAgo, reversed }: PaymentRow, key: string, initiatives: Initiatives): Promise<void> {
  const clusterId = table.id;
  const client = table.clientOf(by);
  const { amount } = readMeasure(measure);
  const { items } = await client.call(listPurses, { clusterId, initiativeId: initiatives.get(`${table.plan.key}/${initiative}`)! }, { actingFor: table.memberId(by) });
  const purse = items.find(({ currency }) => currency === amount!.currency);
  if (!purse) throw new Error(`${initiative} has no purse`);
  const paid = { clusterId, purseId: purse.id, amountMinor: amount!.amountMinor, payee, purpose, paidOn: dayBefore(ground.file.record.countedFrom, daysAgo) };
  const { id: entryId } = await client.call(payFromPurse, paid, table.as(by, key));
  if (reversed) await client.call(reversePayment, { clusterId, purseId: purse.id, entryId, reason: reversed }, table.as(by, `${key}/reversal`));
}
