import type { Instant } from '@klaster/contracts';
import type { Statement } from './statement.js';
import type { Work } from './work.js';

/** What is to happen, to what, and when. A subject has one timer of a name. */
export interface Schedule {
  readonly name: string;
  readonly subject: string;
  /** null: it is not to happen any more. */
  readonly dueAt: Instant | null;
  /** Left out: the cluster that the work is for, or the federation. */
  readonly clusterId?: string | undefined;
}

/** A timer as it was read; anybody may have moved, cancelled or run it since. */
export interface Timer {
  readonly name: string;
  readonly subject: string;
  readonly clusterId: string;
  readonly dueAt: Instant;
  /** How often it has failed. */
  readonly attempts: number;
}

type Kept = Schedule & { readonly clusterId: string };

/** Sets, moves and cancels timers; each may be named once. A timer that is set anew has not failed yet. */
export function keepTimers(schedules: readonly Kept[]): Statement[] {
  const set = schedules.filter(({ dueAt }) => dueAt !== null);
  const cancelled = schedules.filter(({ dueAt }) => dueAt === null);
  const column = (rows: readonly Kept[], name: keyof Kept) => rows.map((row) => row[name]);
  const statements: Statement[] = [];
  if (set.length > 0) {
    statements.push({
      text: `INSERT INTO timer (cluster_id, subject, name, due_at) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[])
        ON CONFLICT (subject, name) DO UPDATE SET due_at = excluded.due_at, attempts = 0, retry_at = NULL, failure = NULL`,
      values: [column(set, 'clusterId'), column(set, 'subject'), column(set, 'name'), column(set, 'dueAt')],
    });
  }
  if (cancelled.length > 0) {
    statements.push({
      text: 'DELETE FROM timer WHERE (subject, name) IN (SELECT * FROM unnest($1::uuid[], $2::text[]))',
      values: [column(cancelled, 'subject'), column(cancelled, 'name')],
    });
  }
  return statements;
}

/** Timers of all clusters whose time has come, longest due first: for the courier's role. */
export async function findDueTimers(work: Work, now: Instant, limit: number): Promise<Timer[]> {
  return work.query<Timer>(
    `SELECT name, subject, cluster_id AS "clusterId", due_at AS "dueAt", attempts FROM timer
      WHERE due_at <= $1 AND (retry_at IS NULL OR retry_at <= $1) ORDER BY due_at LIMIT $2`,
    [now, limit],
  );
}

/** How many timers of all clusters were due at an instant and still are: for the courier's role. */
export async function countTimersDue(work: Work, at: Instant): Promise<number> {
  const [row] = await work.query<{ due: number }>('SELECT count(*) AS due FROM timer WHERE due_at <= $1', [at]);
  return row?.due ?? 0;
}

/**
 * Takes a timer out, to do in the same transaction what it is for. Answers false where it is not as it was read any
 * more, or where somebody is just at it. The tenant must be entered.
 */
export async function takeTimer(work: Work, { name, subject, dueAt, attempts }: Timer): Promise<boolean> {
  const taken = await work.query(
    `DELETE FROM timer WHERE (subject, name) IN (
       SELECT subject, name FROM timer WHERE subject = $1 AND name = $2 AND due_at = $3 AND attempts = $4 FOR UPDATE SKIP LOCKED) RETURNING 1`,
    [subject, name, dueAt, attempts],
  );
  return taken.length === 1;
}

/** Writes down that a timer has failed, and when to try again. The tenant must be entered. */
export async function postponeTimer(work: Work, { name, subject, dueAt, attempts }: Timer, retryAt: Instant, failure: string): Promise<void> {
  await work.query(
    'UPDATE timer SET attempts = attempts + 1, retry_at = $5, failure = $6 WHERE subject = $1 AND name = $2 AND due_at = $3 AND attempts = $4',
    [subject, name, dueAt, attempts, retryAt, failure.slice(0, 2000)],
  );
}
