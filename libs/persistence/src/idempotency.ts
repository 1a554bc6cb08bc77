import type { Instant } from '@klaster/contracts';
import { insertRows, type Statement } from './statement.js';
import type { Work } from './work.js';

/** The answer to a command, kept under the caller's key in the same transaction as what the command did. */
export interface IdempotencyRecord {
  /** Account, or the federation's nil id for callers that are not signed in. */
  readonly accountId: string;
  readonly key: string;
  /** What the request is known by: the same key with another request is refused. */
  readonly fingerprint: string;
  readonly answer: string;
}

export function rememberAnswer({ accountId, key, fingerprint, answer }: IdempotencyRecord, now: Instant): Statement {
  return insertRows({ into: 'idempotency (account_id, key, fingerprint, answer, recorded_at)', rows: [[accountId, key, fingerprint, answer, now]] });
}

/** The answer that was given under this key, or undefined. */
export async function findAnswer(work: Work, accountId: string, key: string): Promise<Pick<IdempotencyRecord, 'fingerprint' | 'answer'> | undefined> {
  const [row] = await work.query<{ fingerprint: string; answer: string }>(
    'SELECT fingerprint, answer FROM idempotency WHERE account_id = $1 AND key = $2',
    [accountId, key],
  );
  return row;
}

/** Forgets answers older than so many days; some at a time, so that no lock is held for long. */
export async function forgetAnswers(work: Work, days: number): Promise<void> {
  await work.query(
    `DELETE FROM idempotency WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM idempotency WHERE recorded_at < now() - make_interval(days => $1) LIMIT 10000 FOR UPDATE SKIP LOCKED))`,
    [days],
  );
}
