import type { ServiceName } from '@klaster/contracts';
import pg from 'pg';
import type { Platform } from '../../tools/platform.ts';
import type { Findings } from './findings.ts';

const services: readonly ServiceName[] = ['identity', 'membership', 'initiatives', 'resources', 'reporting'];

/** What is told to the whole federation: novelties and lessons. Written by its own cluster alone, seen by all. */
const forEverybody = ['initiatives.experience', 'initiatives.experience_term'];

/**
 * In a service's own role, within one cluster's transaction, nothing of another cluster is there: in every table that
 * has a cluster, however it is asked. What belongs to the federation is everybody's.
 */
export async function checkTenancy(admin: pg.Client, platform: Platform, clusterIds: readonly string[], findings: Findings): Promise<void> {
  for (const service of services) {
    const { rows: tables } = await admin.query<{ name: string }>(
      `SELECT c.table_name AS name FROM information_schema.columns c
        WHERE c.table_schema = $1 AND c.column_name = 'cluster_id' AND has_table_privilege($1, format('%I.%I', c.table_schema, c.table_name), 'SELECT')`,
      [service],
    );
    const ofClusters = tables.filter(({ name }) => !forEverybody.includes(`${service}.${name}`));
    const client = new pg.Client({ connectionString: platform.databaseUrl(service) });
    await client.connect();
    const wrong: string[] = [];
    try {
      for (const clusterId of clusterIds) for (const { name } of ofClusters) wrong.push(...(await look(client, service, name, clusterId)));
    } finally {
      await client.end();
    }
    findings.compared(`row security of ${service}: tables in which each cluster sees its own rows only`, ofClusters.length * clusterIds.length, wrong);
  }
}

async function look(client: pg.Client, service: string, table: string, clusterId: string): Promise<string[]> {
  await client.query('BEGIN');
  await client.query(`SELECT set_config('klaster.cluster', $1, true)`, [clusterId]);
  const { rows } = await client.query<{ others: string }>(
    `SELECT count(*) AS others FROM ${service}.${table} WHERE cluster_id NOT IN ($1, '00000000-0000-0000-0000-000000000000')`,
    [clusterId],
  );
  await client.query('ROLLBACK');
  return rows[0]?.others === '0' ? [] : [`${table}: ${rows[0]?.others} rows of other clusters are visible`];
}
