import type { Statement } from './statement.js';

/** Whose rows a transaction sees. */
export interface Tenant {
  /** Empty: no cluster's. */
  readonly clusterId: string;
  /** Empty: no account's. */
  readonly accountId: string;
  /** Who called, whatever account is entered meanwhile; empty for who is not signed in. */
  readonly callerId: string;
}

/** Reads how often the directory has changed. */
export const revisionText = 'SELECT revision FROM directory_revision';

/** Lets the commit fail where the directory has changed since the revision. */
export const unrevised = (revision: number): Statement => ({
  text: 'SELECT FROM directory_revision WHERE revision = $1',
  values: [revision],
  name: 'unrevised',
  expectOne: true,
});

const tenancyText = `SELECT set_config('klaster.cluster', $1, true), set_config('klaster.account', $2, true), set_config('transaction_read_only', $3, true), set_config('klaster.caller', $4, true),
  set_config('lock_timeout', $5, true)`;

/**
 * Enters the tenant for the transaction that this stands in; reads cannot write by mistake.
 * @param lockTimeoutMs milliseconds after which a statement that waits for a lock fails; 0 for never
 */
export const tenancy = ({ clusterId, accountId, callerId }: Tenant, readOnly: boolean, lockTimeoutMs = 0): Statement => ({
  text: tenancyText,
  values: [clusterId, accountId, readOnly ? 'on' : 'off', callerId, String(lockTimeoutMs)],
});

/** Lets what the database checks at the end of a transaction be checked at the end of each statement: while its tenant is entered. */
export const checkAtOnce: Statement = { text: 'SET CONSTRAINTS ALL IMMEDIATE', values: [] };
