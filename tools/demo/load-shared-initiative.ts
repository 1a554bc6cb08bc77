import { setTimeout as pause } from 'node:timers/promises';
import {
  bringIdea, confirmContribution, deliberateMatter, formInitiative, inviteCluster, joinInitiative, listInitiativeClusters, proposeAgreement, putMatter, recordContribution, recordCost, signAgreement,
  startInitiative,
} from '@klaster/contracts';
import type { Ground, Table } from './ground.ts';
import { birds } from './initiatives/birds.ts';
import { readMeasure } from './load-contributions.ts';
import { decide, planned } from './load-tables.ts';

/** An initiative across two clusters: invited, accepted by both tables, signed by partners of both, at work. */
export async function loadSharedInitiative(ground: Ground, tables: readonly Table[]): Promise<void> {
  const tableOf = (key: string) => tables.find(({ plan }) => plan.key === key)!;
  const [home, guest] = [tableOf(birds.home), tableOf(birds.guest)];
  const [first] = birds.partners;
  const { title, summary, novelty, text, key } = birds;
  const client = home.clientOf(first.party);
  const as = (step: string) => home.as(first.party, `shared/${key}/${step}`);
  const { id: initiativeId } = await client.call(bringIdea, { clusterId: home.id, title, summary, novelty }, as('idea'));
  const ofHome = { clusterId: home.id, initiativeId };
  await client.call(formInitiative, ofHome, as('forming'));
  await client.call(inviteCluster, { ...ofHome, invitedClusterId: guest.id }, as('invitation'));
  await Promise.all([home, guest].map((table) => accept(ground, table, initiativeId)));
  await untilAccepted(ground, home, initiativeId);
  for (const { cluster, party } of birds.partners.slice(1)) await at(tableOf(cluster), party).call(joinInitiative, { clusterId: tableOf(cluster).id, initiativeId }, keyed(tableOf(cluster), party, 'partner'));
  const terms = { purpose: summary, from: ground.file.record.countedFrom, partners: birds.partners.map(({ cluster, party, task }) => ({ memberId: tableOf(cluster).memberId(party), tasks: [task] })) };
  const { number, sha256 } = await client.call(proposeAgreement, { ...ofHome, text, terms }, as('agreement'));
  for (const { cluster, party } of birds.partners) await at(tableOf(cluster), party).call(signAgreement, { clusterId: tableOf(cluster).id, initiativeId, number, sha256 }, keyed(tableOf(cluster), party, 'signature'));
  await client.call(startInitiative, ofHome, as('start'));
  await give(ground, tableOf, initiativeId);
}

const at = (table: Table, party: string) => table.clientOf(party);
const keyed = (table: Table, party: string, step: string) => table.as(party, `shared/${birds.key}/${step}/${party}`);

/** The table of a cluster accepts the initiative by a resolution. */
async function accept(ground: Ground, table: Table, initiativeId: string): Promise<void> {
  const votes = birds.votes[table.plan.key as keyof typeof birds.votes];
  const [by] = Object.keys(votes) as [string];
  const said = { kind: 'resolution', title: `Przyjęcie inicjatywy „${birds.title}”`, text: `${birds.summary} Pytamy stół, czy nasz klaster bierze w tym udział.`, method: 'majority', majority: 'simple' } as const;
  const key = `shared-${birds.key}`;
  const matter = await at(table, by).call(putMatter, { clusterId: table.id, ...said, about: { effect: 'initiative-acceptance', initiativeId } }, table.as(by, `matter/${key}/put`));
  await at(table, by).call(deliberateMatter, { clusterId: table.id, matterId: matter.id, ...planned(ground) }, table.as(by, `matter/${key}/deliberation`));
  await decide(ground, table, { by, key, votes }, matter, true);
}

/** What a table decides is heard by the other service a moment later. */
async function untilAccepted(ground: Ground, home: Table, initiativeId: string): Promise<void> {
  const [{ party }] = birds.partners;
  for (;;) {
    ground.signal?.throwIfAborted();
    const { items } = await at(home, party).call(listInitiativeClusters, { clusterId: home.id, initiativeId }, { actingFor: home.memberId(party) });
    if (items.every(({ state }) => state === 'accepted')) return;
    await pause(50, undefined, { signal: ground.signal });
  }
}

async function give(ground: Ground, tableOf: (key: string) => Table, initiativeId: string): Promise<void> {
  const { countedFrom } = ground.file.record;
  for (const { cluster, party, category, measure, what, confirmedBy } of birds.given) {
    const table = tableOf(cluster);
    const given = { category, ...readMeasure(measure), givenOn: countedFrom, description: what };
    const { id: contributionId } = await at(table, party).call(recordContribution, { clusterId: table.id, receiver: { initiativeId }, ...given }, keyed(table, party, 'contribution'));
    const other = tableOf(birds.partners.find((partner) => partner.party === confirmedBy)!.cluster);
    await at(other, confirmedBy).call(confirmContribution, { clusterId: other.id, contributionId }, keyed(other, confirmedBy, `confirmation/${party}`));
  }
  const { cluster, party, amount, what } = birds.cost;
  const table = tableOf(cluster);
  await at(table, party).call(recordCost, { clusterId: table.id, initiativeId, amount: readMeasure(amount).amount!, incurredOn: countedFrom, description: what }, keyed(table, party, 'cost'));
}
