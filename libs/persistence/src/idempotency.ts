import type { Instant } from '@klaster/contracts';
import type { Statement } from './statement.js';
import type { Work } from './work.js';

/** The answer to a command, kept under the caller's key in the same transaction as what the command did. */
export interface IdempotencyRecord {
  /** Account, or the federation's nil id for callers that are not signed in. */
  readonly accountId: string;
  readonly key: string;
  /** SHA-256 of operation and request: the same key with another request is refused. */
  readonly requestSha256: string;
  readonly answer: string;
}

export function rememberAnswer(record: IdempotencyRecord, now: Instant): Statement {
  return {
    text: 'INSERT INTO idempotency (account_id, key, request_sha256, answer, recorded_at) VALUES ($1, $2, $3, $4, $5)',
    values: [record.accountId, record.key, record.requestSha256, record.answer, now],
  };
}

/** The answer that was given under this key, or undefined. */
export async function findAnswer(work: Work, accountId: string, key: string): Promise<Pick<IdempotencyRecord, 'requestSha256' | 'answer'> | undefined> {
  const [row] = await work.query<{ requestSha256: string; answer: string }>(
    'SELECT request_sha256 AS "requestSha256", answer FROM idempotency WHERE account_id = $1 AND key = $2',
    [accountId, key],
  );
  return row;
}
