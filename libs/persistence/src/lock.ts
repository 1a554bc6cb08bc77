import { createHash } from 'node:crypto';
import type { Statement } from './statement.js';

/** `shared`: beside others that share; `exclusive`: beside nobody. */
export type LockMode = 'shared' | 'exclusive';

/** Keeps our locks apart from others that stand in the same space of 64-bit keys: those of migrations, of job queues. */
const namespace = 'klaster.lock';

const texts: Readonly<Record<LockMode, string>> = {
  shared: 'SELECT pg_advisory_xact_lock_shared($1::bigint)',
  exclusive: 'SELECT pg_advisory_xact_lock($1::bigint)',
};

/** Takes an advisory lock for the transaction that this stands in. Two texts that share a hash only wait for each other once in a while. */
export const lock = (key: string, mode: LockMode): Statement => ({
  text: texts[mode],
  values: [createHash('sha256').update(`${namespace}\n${key}`).digest().readBigInt64BE().toString()],
});
