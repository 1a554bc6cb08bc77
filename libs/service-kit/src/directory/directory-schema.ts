import { revisionSchema } from '@klaster/persistence';

/**
 * What a service keeps of membership's facts, from membership's events: members of its clusters and the mandates of
 * those who act for them. A service's own migration runs this as the schema's owner;
 * tables of its own that belong to the directory get the trigger `revise_directory` too.
 */
export const directorySchema = (runtime: string): string => `
CREATE TABLE directory_member (
  id uuid PRIMARY KEY,
  cluster_id uuid NOT NULL,
  party_id uuid NOT NULL,
  party_name text,
  state text NOT NULL,
  admitted_at timestamptz NOT NULL
);
CREATE INDEX directory_member_by_party ON directory_member (party_id, cluster_id);
CREATE INDEX directory_member_by_cluster ON directory_member (cluster_id, admitted_at, id);
CALL guard_by_cluster('directory_member');

CREATE TABLE directory_mandate (
  id uuid PRIMARY KEY,
  party_id uuid NOT NULL,
  account_id uuid NOT NULL,
  scopes text[] NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz
);
CREATE INDEX directory_mandate_by_account ON directory_mandate (account_id);

GRANT SELECT, INSERT, UPDATE ON directory_member, directory_mandate TO ${runtime};
${revisionSchema(runtime, ['directory_member', 'directory_mandate'])}`;
