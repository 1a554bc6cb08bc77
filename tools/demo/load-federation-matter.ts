import { castBallot, castClusterBallot, closeVoting, deliberateFederationMatter, deliberateMatter, openFederationVoting, openVoting, putFederationMatter, putMatter, readBallot, readClusterBallot } from '@klaster/contracts';
import type { Ground, Table } from './ground.ts';
import type { ClusterPlan } from './rows.ts';

const title = 'Wspólny dzień otwarty klastrów w czerwcu';
const text = 'W pierwszą sobotę czerwca wszystkie klastry federacji otwierają drzwi i pokazują, co robią razem.';

/** A matter at the table of the federation: each cluster decides at its own table first, and is bound by what it decided. */
export async function loadFederationMatter(ground: Ground, tables: readonly Table[]): Promise<void> {
  const [first] = tables;
  if (!first) return;
  const speaker = first.plan.table.firstRoles.animator;
  const as = (step: string) => first.as(speaker, `federation/${step}`);
  const client = first.clientOf(speaker);
  const { id: matterId } = await client.call(putFederationMatter, { clusterId: first.id, title, text, method: 'majority' }, as('put'));
  const one = { clusterId: first.id, matterId };
  await client.call(deliberateFederationMatter, { ...one, votingOpensAt: ground.after({ days: 7 }), votingClosesAt: ground.after({ days: 21 }) }, as('deliberation'));
  const decisions = await ground.eachOf('decisions for the federation', tables, (table) => decideAtHome(ground, table, matterId));
  await client.call(openFederationVoting, { ...one, votingClosesAt: ground.after({ days: 21 }) }, as('voting'));
  // The last cluster has not spoken yet.
  for (const [index, table] of tables.slice(0, -1).entries()) {
    const animator = table.plan.table.firstRoles.animator;
    const speaking = { clusterId: table.id, matterId };
    const acting = { actingFor: table.memberId(animator) };
    const ballot = await table.clientOf(animator).call(readClusterBallot, speaking, acting);
    if (ballot.choice === null) await table.clientOf(animator).call(castClusterBallot, { ...speaking, decidedBy: decisions[index]! }, { ...acting, version: ballot.version });
  }
}

/** Who has a seat when everything before is decided: the table may have suspended somebody. */
function seatedAt({ members, table }: ClusterPlan): readonly string[] {
  const suspended = new Set(table.matters.flatMap(({ concerns }) => (concerns?.effect === 'suspension' ? [concerns.party] : [])));
  return members.filter((party) => !suspended.has(party));
}

/** The cluster's own table decides how it votes. Answers the id of the matter. */
async function decideAtHome(ground: Ground, table: Table, federationMatterId: string): Promise<string> {
  const animator = table.plan.table.firstRoles.animator;
  const client = table.clientOf(animator);
  const as = (step: string) => table.as(animator, `federation/${step}`);
  const { id: matterId } = await client.call(putMatter, { clusterId: table.id, kind: 'resolution', title: `Federacja: ${title}`, text, method: 'majority', about: { federationMatterId } }, as('own/put'));
  const one = { clusterId: table.id, matterId };
  await client.call(deliberateMatter, { ...one, votingOpensAt: ground.after({ days: 3 }), votingClosesAt: ground.after({ days: 6 }) }, as('own/deliberation'));
  await client.call(openVoting, { ...one, votingClosesAt: ground.after({ days: 6 }) }, as('own/voting'));
  for (const party of seatedAt(table.plan)) {
    const acting = { actingFor: table.memberId(party) };
    const ballot = await table.clientOf(party).call(readBallot, one, acting);
    if (ballot.choice === null) await table.clientOf(party).call(castBallot, { ...one, choice: { vote: 'yes' } }, { ...acting, version: ballot.version });
  }
  await client.call(closeVoting, one, as('own/closing'));
  return matterId;
}
