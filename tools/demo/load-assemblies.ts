import { approveMinutes, closeAssembly, openAssembly, readMinutes, recordAttendance, scheduleAssembly } from '@klaster/contracts';
import { partyOf } from './federation.ts';
import type { Ground, Table } from './ground.ts';
import type { AssemblyRow } from './tables/rows.ts';

/** Assemblies are scheduled; one of them meets now, and its minutes are drafted and approved. @param matters ids by key */
export async function loadAssemblies(ground: Ground, table: Table, matters: ReadonlyMap<string, string>): Promise<void> {
  await ground.eachOf('assemblies', table.plan.table.assemblies, (row) => loadAssembly(ground, table, row, matters), 1);
}

async function loadAssembly(ground: Ground, table: Table, row: AssemblyRow, matters: ReadonlyMap<string, string>): Promise<void> {
  const { animator } = table.plan.table.firstRoles;
  const client = table.clientOf(animator);
  const as = (step: string) => table.as(animator, `assembly/${row.key}/${step}`);
  const days = row.held === 'now' ? 0 : row.held.inDays;
  const times = { startsAt: ground.after({ days, minutes: 50 }), endsAt: ground.after({ days, minutes: 170 }) };
  const agenda = row.agenda.map((item) => (typeof item === 'string' ? { title: item } : { title: item.title, matterId: matters.get(item.matter) ?? null }));
  const { title, place, link } = row;
  const clusterId = table.id;
  const { id: assemblyId } = await client.call(scheduleAssembly, { clusterId, title, place, ...(link ? { link } : {}), ...times, agenda }, as('scheduled'));
  if (row.held !== 'now') return;
  const one = { clusterId, assemblyId };
  await client.call(openAssembly, one, as('opening'));
  for (const party of row.attend ?? []) await table.clientOf(party).call(recordAttendance, one, table.as(party, `assembly/${row.key}/attendance/${party}`));
  await client.call(closeAssembly, one, as('closing'));
  if (row.minutes !== 'approved') return;
  const { sha256 } = await client.call(readMinutes, one, as('minutes'));
  const reader = (row.attend ?? []).find((party) => partyOf(party).account !== partyOf(animator).account) ?? animator;
  await table.clientOf(reader).call(approveMinutes, { ...one, sha256 }, table.as(reader, `assembly/${row.key}/approval`));
}
