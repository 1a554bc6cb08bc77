import { acceptPledge, cancelPledge, confirmContribution, declinePledge, proposePledge, recordContribution } from '@klaster/contracts';
import type { Ground, Table } from './ground.ts';
import { readMeasure } from './load-contributions.ts';
import type { Initiatives } from './load-initiatives.ts';
import type { Brought } from './load-resources.ts';
import { dayAfter, instantIn, nextWeekday } from './resources/days.ts';
import type { PledgeRow } from './resources/rows.ts';

/** One promise: proposed, answered, given in part or whole. */
export async function loadPledge(ground: Ground, table: Table, row: PledgeRow, brought: Brought, initiatives: Initiatives): Promise<void> {
  const { key, giver, askedBy, answer, gives = [], cancelled } = row;
  const clusterId = table.id;
  const as = (party: string, step: string) => table.as(party, `pledge/${key}/${step}`);
  const proposer = askedBy ?? giver;
  const receiver = receiverOf(table, row, initiatives);
  const { id: pledgeId, category } = await table.clientOf(proposer).call(proposePledge, { clusterId, giver: table.memberId(giver), receiver, ...promised(ground, row, brought) }, as(proposer, 'proposal'));
  if (!answer) return;
  const client = table.clientOf(answer.by);
  if ('declines' in answer) {
    await client.call(declinePledge, { clusterId, pledgeId, reason: answer.declines }, as(answer.by, 'decline'));
    return;
  }
  await client.call(acceptPledge, { clusterId, pledgeId }, as(answer.by, 'acceptance'));
  const confirmer = askedBy ?? answer.by;
  for (const [index, measure] of gives.entries()) {
    const given = { clusterId, receiver, pledgeId, category, ...readMeasure(measure), givenOn: ground.file.record.countedFrom };
    const { id: contributionId } = await table.clientOf(giver).call(recordContribution, given, as(giver, `gift/${index}`));
    await table.clientOf(confirmer).call(confirmContribution, { clusterId, contributionId }, as(confirmer, `gift/${index}/confirmation`));
  }
  if (cancelled) await table.clientOf(giver).call(cancelPledge, { clusterId, pledgeId, reason: cancelled }, as(giver, 'cancellation'));
}

function receiverOf(table: Table, { receiver, need }: PledgeRow, initiatives: Initiatives) {
  const row = table.plan.resources.needs.find(({ key }) => key === need);
  const named = receiver ?? row?.initiative ?? row?.by;
  if (!named) throw new Error('a pledge goes to somebody');
  const initiativeId = initiatives.get(`${table.plan.key}/${named}`);
  return initiativeId ? { initiativeId } : { memberId: table.memberId(named) };
}

function promised(ground: Ground, { offer, need, category, measure, atOnce, weeks, inDays, note }: PledgeRow, { offers, needs }: Brought) {
  const { countedFrom } = ground.file.record;
  const spans = weeks && Array.from({ length: weeks.count }, (_, week) => {
    const from = instantIn(dayAfter(nextWeekday(countedFrom, weeks.on), 7 * (weeks.first - 1 + week)), weeks.from);
    return { from, until: new Date(Date.parse(from) + weeks.hours * 3_600_000).toISOString() };
  });
  return {
    ...readMeasure(measure), by: dayAfter(countedFrom, inDays), ...(offer ? { offerId: offers.get(offer)! } : {}), ...(need ? { needId: needs.get(need)! } : {}), ...(category ? { category } : {}),
    ...(atOnce ? { atOnce } : {}), ...(spans ? { spans } : {}), ...(note ? { note } : {}),
  };
}
