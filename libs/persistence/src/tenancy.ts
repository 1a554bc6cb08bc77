import type { Statement } from './statement.js';

/** Reads how often the directory has changed. */
export const revisionText = 'SELECT revision FROM directory_revision';

/** Lets the commit fail where the directory has changed since the revision. */
export const unrevised = (revision: number): Statement => ({
  text: 'SELECT FROM directory_revision WHERE revision = $1',
  values: [revision],
  name: 'unrevised',
  expectOne: true,
});

const tenancyText = `SELECT set_config('klaster.cluster', $1, true), set_config('klaster.account', $2, true), set_config('transaction_read_only', $3, true), set_config('klaster.caller', $4, true)`;

/** Enters the tenant for the transaction that this stands in; reads cannot write by mistake. */
export const tenancy = ({ clusterId, accountId }: { clusterId: string; accountId: string }, caller: string | undefined, readOnly: boolean): Statement => ({
  text: tenancyText,
  values: [clusterId, accountId, readOnly ? 'on' : 'off', caller ?? ''],
});
