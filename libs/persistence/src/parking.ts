import type { Envelope, JournalEntry } from '@klaster/contracts';
import type { Work } from './work.js';

/** Keeps an event aside that could not be applied. The tenant must be entered. */
export async function parkEvent(work: Work, source: string, entry: JournalEntry, envelope: Envelope, reason: string): Promise<void> {
  await work.query(
    `INSERT INTO parked_event AS p (source, event_id, shard, position, chain, cluster_id, subject, type, envelope, reason, attempts, parked_at)
     VALUES ($1, $2, $3, $4, decode($10, 'hex'), $5, $6, $7, $8, $9, 1, clock_timestamp())
     ON CONFLICT (source, event_id) DO UPDATE SET reason = excluded.reason, attempts = p.attempts + 1`,
    [source, envelope.id, entry.shard, entry.position, envelope.clusterid, envelope.subject, envelope.type, entry.envelope, reason.slice(0, 2000), entry.chain],
  );
}

/** Which of these subjects have parked events: their later events wait behind them. The tenant must be entered. */
export async function parkedAmong(work: Work, source: string, subjects: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await work.query<{ subject: string }>('SELECT DISTINCT subject FROM parked_event WHERE source = $1 AND subject = ANY ($2)', [source, subjects]);
  return new Set(rows.map(({ subject }) => subject));
}

/** How many events of a source are parked, of all clusters: for the courier's role. */
export async function countParked(work: Work, source: string): Promise<number> {
  const [row] = await work.query<{ parked: number }>('SELECT count(*) AS parked FROM parked_event WHERE source = $1', [source]);
  return row?.parked ?? 0;
}

export interface ParkedRow {
  readonly eventId: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly clusterId: string;
  readonly shard: number;
  readonly position: number;
  readonly chain: string;
  readonly reason: string;
  readonly attempts: number;
  readonly parkedAt: string;
  readonly envelope: string;
}

const columns = `event_id AS "eventId", source, type, subject, cluster_id AS "clusterId", shard, position, encode(chain, 'hex') AS chain,
  reason, attempts, parked_at AS "parkedAt", envelope`;

/** Parked events, oldest first; of one subject where it is named. */
export async function listParked(work: Work, subject?: string): Promise<ParkedRow[]> {
  return work.query<ParkedRow>(
    `SELECT ${columns} FROM parked_event WHERE $1::uuid IS NULL OR subject = $1 ORDER BY source, shard, position LIMIT 1000`,
    [subject ?? null],
  );
}

/** Takes a parked event out, once it is applied. The tenant must be entered. */
export async function unpark(work: Work, source: string, eventId: string): Promise<void> {
  await work.query('DELETE FROM parked_event WHERE source = $1 AND event_id = $2', [source, eventId]);
}
