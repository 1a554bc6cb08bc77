import { untilSettled } from '@klaster/testing';
import { serviceNames } from '@klaster/contracts';
import type pg from 'pg';
import type { Platform } from '../../tools/platform.ts';
import type { Findings } from './findings.ts';

/**
 * What is made from events alone, and what of it must be the same whenever it is made. In the register facts of several
 * journals stand in the order of arrival, so that the place is left out and the order within each journal is compared.
 */
const models: Readonly<Record<string, string>> = {
  contribution_entry: 'SELECT t::text AS row FROM reporting.contribution_entry t ORDER BY cluster_id, contribution_id',
  contribution_total: `SELECT concat_ws(' ', cluster_id, member_id, kind, category, unit, recorded, confirmed, entries) AS row FROM reporting.contribution_total ORDER BY 1`,
  directory_member: 'SELECT t::text AS row FROM reporting.directory_member t ORDER BY id',
  directory_mandate: 'SELECT t::text AS row FROM reporting.directory_mandate t ORDER BY id',
  register_entry: `SELECT concat_ws(' ', cluster_id, source, row_number() OVER (PARTITION BY cluster_id, source ORDER BY index), event_id, type, subject, time, shard, position, encode(chain, 'hex'), facts) AS row
     FROM reporting.register_entry ORDER BY cluster_id, source, index`,
  register_head: 'SELECT t::text AS row FROM reporting.register_head t ORDER BY cluster_id',
  cursor: 'SELECT t::text AS row FROM reporting.cursor t ORDER BY source, shard',
};

const replicas = [1, 2];
const rebuildMs = 120_000;

/** Makes the read models again from the journals, from zero, and compares. */
export async function checkRebuild(admin: pg.Client, platform: Platform, findings: Findings): Promise<void> {
  const before = await snapshot(admin);
  for (const replica of replicas) await platform.takeDown('reporting', replica);
  // As the superuser and past the triggers: what is append-only may not be emptied otherwise.
  await admin.query(`SET session_replication_role = replica`);
  await admin.query(`TRUNCATE ${Object.keys(models).map((table) => `reporting.${table}`).join(', ')}, reporting.parked_event`);
  await admin.query(`RESET session_replication_role`);
  for (const replica of replicas) await platform.bringUp('reporting', replica);
  await untilSettled(admin, serviceNames, rebuildMs);
  const after = await snapshot(admin);
  for (const [table, rows] of before) {
    const again = after.get(table) ?? [];
    const wrong = rows.filter((row, index) => row !== again[index]).map((row) => row.slice(0, 120));
    findings.compared(`${table} made again from zero`, rows.length, rows.length === again.length ? wrong : [`${again.length} rows instead of ${rows.length}`]);
  }
}

async function snapshot(admin: pg.Client): Promise<Map<string, string[]>> {
  const taken = new Map<string, string[]>();
  for (const [table, sql] of Object.entries(models)) taken.set(table, (await admin.query<{ row: string }>(sql)).rows.map(({ row }) => row));
  return taken;
}
