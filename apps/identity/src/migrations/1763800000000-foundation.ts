import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, credentials, personal access tokens, and what the OpenID Connect provider keeps. */
export class Foundation1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(accounts);
    await runner.query(lookups);
    await runner.query(signIn);
  }

  async down(): Promise<void> {
    throw new Error('a foundation is not taken back');
  }
}

const accounts = `
CREATE TABLE account (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  email text NOT NULL CONSTRAINT account_email UNIQUE CHECK (email = lower(email)),
  name text NOT NULL,
  locale text NOT NULL CHECK (locale IN ('pl', 'en')),
  operator boolean NOT NULL,
  created_at timestamptz NOT NULL
);

-- Apart from the account: whoever reads accounts never reads hashes.
CREATE TABLE credential (
  account_id uuid PRIMARY KEY REFERENCES account,
  password_hash text NOT NULL CHECK (password_hash LIKE '$argon2id$%')
);

-- The operator code works once. This table has room for one row: of two who try at the same moment one gets it.
CREATE TABLE first_operator (
  place boolean NOT NULL DEFAULT true CONSTRAINT first_operator_pkey PRIMARY KEY CHECK (place),
  account_id uuid NOT NULL REFERENCES account
);

CREATE TABLE access_token (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  name text NOT NULL,
  scopes text[] NOT NULL CHECK (scopes <@ '{read,write}' AND cardinality(scopes) > 0),
  secret_sha256 text NOT NULL UNIQUE CHECK (secret_sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
  revoked_at timestamptz
);
CREATE INDEX access_token_by_account ON access_token (account_id, id);

-- The service's role sees and writes the rows of one account at a time, the one that the transaction acts as.
-- Not forced: the owner, as which nobody can sign in to the database, answers the look-ups below.
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE credential ENABLE ROW LEVEL SECURITY;
ALTER TABLE first_operator ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY by_account ON account USING (id = (SELECT current_account())) WITH CHECK (id = (SELECT current_account()));
CREATE POLICY by_account ON credential USING (account_id = (SELECT current_account())) WITH CHECK (account_id = (SELECT current_account()));
CREATE POLICY by_account ON first_operator USING (account_id = (SELECT current_account())) WITH CHECK (account_id = (SELECT current_account()));
CREATE POLICY by_account ON access_token USING (account_id = (SELECT current_account())) WITH CHECK (account_id = (SELECT current_account()));

GRANT SELECT, INSERT, UPDATE ON account, access_token TO identity;
GRANT INSERT ON credential, first_operator TO identity;
`;

const lookups = `
-- Before sign-in there is no account yet to act as. These functions run as the owner and answer at most the one row
-- whose address, or whose secret, the caller names: accounts, hashes and tokens cannot be listed or searched by them.
CREATE FUNCTION credential_of(sought_email text) RETURNS TABLE (account_id uuid, password_hash text)
  LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
  SELECT c.account_id, c.password_hash FROM account a JOIN credential c ON c.account_id = a.id WHERE a.email = lower(sought_email);
END;

CREATE FUNCTION token_by_secret(sought_sha256 text)
  RETURNS TABLE (account_id uuid, operator boolean, scopes text[], expires_at timestamptz, revoked_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
  SELECT t.account_id, a.operator, t.scopes, t.expires_at, t.revoked_at
    FROM access_token t JOIN account a ON a.id = t.account_id WHERE t.secret_sha256 = sought_sha256;
END;

REVOKE EXECUTE ON FUNCTION credential_of, token_by_secret FROM PUBLIC;
GRANT EXECUTE ON FUNCTION credential_of, token_by_secret TO identity;
`;

const signIn = `
-- Attempts with each address, whether it has an account or not: so that both are told the same.
CREATE TABLE sign_in_attempt (
  email_sha256 bytea PRIMARY KEY,
  failures int NOT NULL,
  last_at timestamptz NOT NULL,
  blocked_until timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX sign_in_attempt_by_age ON sign_in_attempt (last_at);

-- Sessions, sign-ins under way, codes, refresh tokens, grants. Their ids are secrets that a client shows: kept as
-- SHA-256, so that a copy of this table opens nothing. That is also why no row security is needed to find one's own.
CREATE TABLE provider_record (
  kind text NOT NULL,
  id_sha256 bytea NOT NULL,
  payload text NOT NULL,
  grant_id text,
  uid text,
  expires_at timestamptz NOT NULL,
  consumed_at timestamptz,
  PRIMARY KEY (kind, id_sha256)
);
CREATE INDEX provider_record_by_grant ON provider_record (grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX provider_record_by_uid ON provider_record (kind, uid) WHERE uid IS NOT NULL;
CREATE INDEX provider_record_by_expiry ON provider_record (expires_at);

-- Keys that all replicas share: the newest generation signs, older ones still verify.
CREATE TABLE provider_key (
  purpose text NOT NULL CHECK (purpose IN ('signing', 'cookies')),
  generation int NOT NULL CHECK (generation >= 1),
  secret text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (purpose, generation)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempt, provider_record TO identity;
GRANT SELECT, INSERT ON provider_key TO identity;
`;
