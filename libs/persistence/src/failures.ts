/** The row was changed, or the same thing was made, by somebody who was quicker: the whole work may be tried again. */
export class VersionConflict extends Error {}

/** A record with this idempotency key exists: the work was done before, or is just being done. */
export class AlreadyAnswered extends Error {}

/** The connection is gone, or there is none to be had: nothing was done. */
export class BrokenConnection extends Error {}

/** The connection went while a commit was under way: it may have happened or not. */
export class UnclearCommit extends BrokenConnection {}

/** A rule of the database was broken, such as one that something is unique; `constraint` names it. */
export class RuleBroken extends Error {
  constructor(
    readonly constraint: string,
    options: ErrorOptions,
  ) {
    super(`constraint ${constraint}`, options);
  }
}

interface DatabaseError {
  readonly code: string;
  readonly constraint?: string;
}

const isDatabaseError = (error: unknown): error is DatabaseError => error instanceof Error && 'severity' in error && 'code' in error;

/** Serialization failure, deadlock, and the version check of `expect_rows`. */
const retryable = new Set(['40001', '40P01']);
/** Unique, exclusion and check constraints: rules that alone are safe from races. */
const rules = new Set(['23505', '23P01', '23514']);
/** The server is shutting down, starting up or has ended this connection. */
const connectionGone = /^(08|57P)/;

/** What a failed statement means for the work that sent it. Other faults are answered as they are: bugs, to be seen. */
export function failureOf(error: unknown): unknown {
  if (!isDatabaseError(error)) return isSocketFailure(error) ? new BrokenConnection('connection lost', { cause: error }) : error;
  const { code, constraint } = error;
  if (retryable.has(code)) return new VersionConflict('changed meanwhile', { cause: error });
  if (connectionGone.test(code)) return new BrokenConnection('connection ended', { cause: error });
  if (!rules.has(code) || !constraint) return error;
  if (constraint === 'idempotency_pkey') return new AlreadyAnswered('answered before', { cause: error });
  // Two writers of one aggregate: the second has read an old version.
  if (constraint === 'journal_subject_version') return new VersionConflict('changed meanwhile', { cause: error });
  return new RuleBroken(constraint, { cause: error });
}

const isSocketFailure = (error: unknown) =>
  error instanceof Error && (/Connection terminated|not queryable|Client was closed|timeout exceeded/.test(error.message) || ('code' in error && /^E[A-Z]+$/.test(String(error.code))));
