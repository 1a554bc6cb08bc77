import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The money of initiatives, by double entry. Everything but the balances of accounts is only added to. */
export class Purses1765000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
-- What a purse has, what a member gave or was paid, and the world outside; each in one currency.
CREATE TABLE account (
  cluster_id uuid NOT NULL,
  -- The purse or the member; the cluster for the world outside.
  holder_id uuid NOT NULL,
  currency text NOT NULL,
  holder text NOT NULL CHECK (holder IN ('purse', 'member', 'outside')),
  balance_minor bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (cluster_id, holder_id, currency),
  -- INV: a purse never goes below zero.
  CONSTRAINT purse_too_low CHECK (holder <> 'purse' OR balance_minor >= 0)
) WITH (fillfactor = 50);
CALL guard_by_cluster('account');
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON account FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE purse (
  id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  initiative_id uuid NOT NULL,
  currency text NOT NULL,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, id, currency) REFERENCES account
);
CREATE UNIQUE INDEX purse_of_initiative ON purse (cluster_id, initiative_id, currency);
CALL guard_by_cluster('purse');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON purse FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE purse_entry (
  id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  purse_id uuid NOT NULL,
  number int NOT NULL CHECK (number >= 1),
  kind text NOT NULL,
  amount_minor bigint NOT NULL,
  balance_minor bigint NOT NULL CONSTRAINT purse_too_low CHECK (balance_minor >= 0),
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
  CHECK ((member_id IS NULL) <> (payee IS NULL)),
  CHECK (CASE kind
    WHEN 'contribution' THEN amount_minor > 0 AND contribution_id IS NOT NULL AND member_id IS NOT NULL AND reversal_of IS NULL
    WHEN 'payment' THEN amount_minor < 0 AND contribution_id IS NULL AND reversal_of IS NULL AND purpose IS NOT NULL AND recorded_by IS NOT NULL
    WHEN 'reversal' THEN amount_minor <> 0 AND reversal_of IS NOT NULL
    ELSE false END)
);
-- INV: an entry is taken back once, and a contribution comes into a purse once.
CREATE UNIQUE INDEX purse_entry_reversal ON purse_entry (cluster_id, reversal_of) WHERE reversal_of IS NOT NULL;
CREATE UNIQUE INDEX purse_entry_contribution ON purse_entry (cluster_id, contribution_id) WHERE contribution_id IS NOT NULL;
CALL guard_by_cluster('purse_entry');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON purse_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE posting (
  cluster_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  holder_id uuid NOT NULL,
  currency text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  PRIMARY KEY (cluster_id, entry_id, holder_id, currency),
  FOREIGN KEY (cluster_id, entry_id) REFERENCES purse_entry,
  FOREIGN KEY (cluster_id, holder_id, currency) REFERENCES account
);
CALL guard_by_cluster('posting');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON posting FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- INV: a balance is the sum of an account's postings. The service itself may not write balances: this does, as the owner.
-- Accounts are locked in one order, whoever posts, so that nobody waits for somebody who waits for them.
CREATE FUNCTION post_to_accounts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM FROM resources.account a
    WHERE EXISTS (SELECT FROM posted p WHERE p.cluster_id = a.cluster_id AND p.holder_id = a.holder_id AND p.currency = a.currency)
    ORDER BY a.holder_id, a.currency FOR NO KEY UPDATE;
  UPDATE resources.account a SET balance_minor = a.balance_minor + p.amount_minor
    FROM (SELECT cluster_id, holder_id, currency, sum(amount_minor) AS amount_minor FROM posted GROUP BY cluster_id, holder_id, currency) AS p
    WHERE p.cluster_id = a.cluster_id AND p.holder_id = a.holder_id AND p.currency = a.currency;
  RETURN NULL;
END $$;
CREATE TRIGGER post_to_accounts AFTER INSERT ON posting REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION post_to_accounts();

-- INV, when the transaction commits: each entry balances to zero in each currency, between its purse and its other side;
-- its amount is what it posts to the purse; it goes on from the entry before, so that numbers have no gaps; it takes back
-- exactly the entry that it names. It looks as the cluster of the entry, whichever tenant the work has entered meanwhile.
CREATE FUNCTION balance_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  entry_id uuid;
  entry resources.purse_entry;
  opening bigint;
  entered text := current_setting('klaster.cluster', true);
BEGIN
  PERFORM set_config('klaster.cluster', NEW.cluster_id::text, true);
  IF TG_TABLE_NAME = 'posting' THEN entry_id := NEW.entry_id; ELSE entry_id := NEW.id; END IF;
  SELECT * INTO entry FROM resources.purse_entry e WHERE e.cluster_id = NEW.cluster_id AND e.id = entry_id;
  IF (SELECT count(*) >= 2
         AND count(*) FILTER (WHERE a.holder = 'purse') = 1
         AND bool_or(p.holder_id = entry.purse_id AND p.amount_minor = entry.amount_minor)
         AND bool_and(p.holder_id IN (entry.purse_id, coalesce(entry.member_id, entry.cluster_id)))
        FROM resources.posting p JOIN resources.account a USING (cluster_id, holder_id, currency)
       WHERE p.cluster_id = entry.cluster_id AND p.entry_id = entry.id) IS NOT TRUE
    OR EXISTS (SELECT FROM resources.posting p WHERE p.cluster_id = entry.cluster_id AND p.entry_id = entry.id GROUP BY p.currency HAVING sum(p.amount_minor) <> 0) THEN
    RAISE EXCEPTION 'entry % does not balance', entry_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF entry.number = 1 THEN opening := 0; ELSE
    SELECT b.balance_minor INTO opening FROM resources.purse_entry b WHERE b.cluster_id = entry.cluster_id AND b.purse_id = entry.purse_id AND b.number = entry.number - 1;
  END IF;
  IF opening + entry.amount_minor IS DISTINCT FROM entry.balance_minor THEN
    RAISE EXCEPTION 'entry % does not go on from the one before', entry_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF entry.reversal_of IS NOT NULL AND NOT EXISTS (SELECT FROM resources.purse_entry o
      WHERE o.cluster_id = entry.cluster_id AND o.id = entry.reversal_of AND o.purse_id = entry.purse_id AND o.amount_minor = -entry.amount_minor AND o.kind <> 'reversal'
        AND o.member_id IS NOT DISTINCT FROM entry.member_id AND (o.kind = 'contribution') = (entry.contribution_id IS NOT NULL)) THEN
    RAISE EXCEPTION 'entry % takes back something else', entry_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM set_config('klaster.cluster', entered, true);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balance_entry AFTER INSERT ON purse_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balance_entry();
-- What is posted to an entry later is looked at too.
CREATE CONSTRAINT TRIGGER balance_entry AFTER INSERT ON posting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balance_entry();

GRANT SELECT, INSERT ON purse, purse_entry, posting TO resources;
GRANT SELECT, INSERT (cluster_id, holder_id, currency, holder) ON account TO resources;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
