import { follows } from '@klaster/messaging';
import type pg from 'pg';
import { eventually } from './eventually.js';

const unplaced = (service: string) => `SELECT '${service}: ' || count(*) || ' without a place in the order' AS what FROM ${service}.pending HAVING count(*) > 0`;

const unapplied = (service: string, source: string) => `
SELECT '${service} has not applied ' || (h.position - coalesce(c.position, 0)) || ' of ${source}, shard ' || h.shard AS what
  FROM ${source}.shard_head h LEFT JOIN ${service}.cursor c ON c.source = '${source}' AND c.shard = h.shard
 WHERE h.position > coalesce(c.position, 0)`;

/**
 * Waits until everything told so far has its place and is applied by all that follow it.
 * @param admin the database as a role that may read all schemas
 * @param services those that run
 */
export async function untilSettled(admin: pg.Client | pg.Pool, services: readonly string[], patienceMs?: number): Promise<void> {
  const questions = services.flatMap((service) => [
    unplaced(service),
    ...(follows[service] ?? []).filter((source) => services.includes(source)).map((source) => unapplied(service, source)),
  ]);
  let open: readonly string[] = [];
  const ask = async () => {
    const { rows } = await admin.query<{ what: string }>(questions.join('\nUNION ALL\n'));
    open = rows.map(({ what }) => what);
    return open.length === 0 ? true : undefined;
  };
  await eventually(ask, () => open.join('; '), patienceMs);
}
