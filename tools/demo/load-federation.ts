import { type DemoFile, describeAccounts } from './demo-record.ts';
import { federation, partyOf } from './federation.ts';
import { Ground, type LoadOptions, type Site, Table } from './ground.ts';
import { loadAccounts } from './load-accounts.ts';
import { loadContributions } from './load-contributions.ts';
import { loadGoalsAndTasks } from './load-goals-and-tasks.ts';
import { loadInitiatives } from './load-initiatives.ts';
import { loadFederationMatter } from './load-federation-matter.ts';
import { loadLives } from './load-lives.ts';
import { loadMembers } from './load-members.ts';
import { loadResources } from './load-resources.ts';
import { loadSharedInitiative } from './load-shared-initiative.ts';
import { loadDepartures, loadTables } from './load-tables.ts';

/** Everything in its order: who needs what stands before. Answers the lines to print. */
export async function loadFederation(site: Site, options: LoadOptions): Promise<string[]> {
  const ground = new Ground(site, options);
  const clients = await loadAccounts(ground);
  const { clusterIds, ...known } = await loadMembers(ground, clients);
  const tables = federation.clusters.map((plan) => new Table(plan, clusterIds.get(plan.key) ?? '', clients, known));
  fillRecord(ground.file, tables);
  const initiativeIds = await loadInitiatives(ground, tables);
  await loadContributions(ground, tables, initiativeIds);
  await loadGoalsAndTasks(ground, tables, initiativeIds);
  await loadResources(ground, tables, initiativeIds);
  await loadLives(ground, tables, initiativeIds);
  await loadTables(ground, tables, initiativeIds);
  await loadSharedInitiative(ground, tables);
  await loadFederationMatter(ground, tables);
  await loadDepartures(tables);
  return describeAccounts(ground.file.record, ground.file.path);
}

/** Notes in demo.json which clusters there are and whom each account acts for. */
function fillRecord(file: DemoFile, tables: readonly Table[]): void {
  file.record.clusters = tables.map(({ id, plan }) => ({ id, name: plan.name }));
  for (const person of federation.people) {
    file.accountOf(person).represents = tables.flatMap((table) =>
      table.plan.members
        .map(partyOf)
        .filter((party) => party.account === person.key)
        .map((party) => ({ clusterId: table.id, cluster: table.plan.name, memberId: table.memberId(party.key), party: party.name })),
    );
  }
  file.save();
}
