import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The money of initiatives, by double entry. */
export class Purses1765000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE purse (
  id uuid NOT NULL,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  initiative_id uuid NOT NULL,
  currency text NOT NULL,
  entries int NOT NULL CHECK (entries >= 0),
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, id)
);
CREATE UNIQUE INDEX purse_of_initiative ON purse (cluster_id, initiative_id, currency);
CALL guard_by_cluster('purse');

-- A purse, a member that gave or was paid, or the world outside; in one currency.
CREATE TABLE account (
  id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  holder text NOT NULL CHECK (holder IN ('purse', 'member', 'outside')),
  -- The purse or the member; the cluster for the world outside.
  holder_id uuid NOT NULL,
  currency text NOT NULL,
  balance_minor bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (cluster_id, id),
  UNIQUE (cluster_id, id, currency),
  -- INV: a purse never goes below zero.
  CONSTRAINT purse_too_low CHECK (holder <> 'purse' OR balance_minor >= 0)
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX account_of_holder ON account (cluster_id, holder, holder_id, currency);
CALL guard_by_cluster('account');

CREATE TABLE purse_entry (
  id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  purse_id uuid NOT NULL,
  number int NOT NULL CHECK (number >= 1),
  kind text NOT NULL CHECK (kind IN ('contribution', 'payment', 'reversal')),
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  balance_minor bigint NOT NULL CHECK (balance_minor >= 0),
  member_id uuid,
  payee text,
  contribution_id uuid,
  reversal_of uuid,
  purpose text,
  paid_on date NOT NULL,
  evidence jsonb NOT NULL,
  recorded_by uuid,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, id),
  UNIQUE (cluster_id, purse_id, number),
  FOREIGN KEY (cluster_id, purse_id) REFERENCES purse,
  FOREIGN KEY (cluster_id, reversal_of) REFERENCES purse_entry,
  FOREIGN KEY (cluster_id, contribution_id) REFERENCES contribution,
  CHECK ((member_id IS NULL) <> (payee IS NULL))
);
-- INV: an entry is taken back once, and a contribution comes into a purse once.
CREATE UNIQUE INDEX purse_entry_reversal ON purse_entry (cluster_id, reversal_of) WHERE reversal_of IS NOT NULL;
CREATE UNIQUE INDEX purse_entry_contribution ON purse_entry (cluster_id, contribution_id) WHERE contribution_id IS NOT NULL;
CALL guard_by_cluster('purse_entry');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON purse_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE posting (
  cluster_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  account_id uuid NOT NULL,
  currency text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  PRIMARY KEY (cluster_id, entry_id, account_id),
  FOREIGN KEY (cluster_id, entry_id) REFERENCES purse_entry,
  FOREIGN KEY (cluster_id, account_id, currency) REFERENCES account (cluster_id, id, currency)
);
CREATE INDEX posting_of_account ON posting (cluster_id, account_id);
CALL guard_by_cluster('posting');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON posting FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A balance is the sum of an account's postings, whoever writes them.
CREATE FUNCTION post_to_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE account SET balance_minor = balance_minor + NEW.amount_minor WHERE cluster_id = NEW.cluster_id AND id = NEW.account_id;
  RETURN NULL;
END $$;
CREATE TRIGGER post_to_account AFTER INSERT ON posting FOR EACH ROW EXECUTE FUNCTION post_to_account();

-- INV: each entry balances to zero in each currency, when the transaction commits.
CREATE FUNCTION balance_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM posting WHERE cluster_id = NEW.cluster_id AND entry_id = NEW.entry_id GROUP BY currency HAVING sum(amount_minor) <> 0) THEN
    RAISE EXCEPTION 'entry % does not balance', NEW.entry_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balance_entry AFTER INSERT ON posting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balance_entry();

GRANT SELECT, INSERT, UPDATE ON purse TO resources;
-- Balances change by postings alone.
GRANT SELECT, INSERT ON account, purse_entry, posting TO resources;
GRANT UPDATE (balance_minor) ON account TO resources;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
