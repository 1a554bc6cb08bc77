import { directorySchema } from '@klaster/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contributions, and what resources knows of members and initiatives. */
export class Foundation1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(directorySchema('resources'));
    await runner.query(`
CREATE TABLE directory_initiative (id uuid PRIMARY KEY, cluster_id uuid NOT NULL, state text NOT NULL);
CALL guard_by_cluster('directory_initiative');

CREATE TABLE directory_partner (
  initiative_id uuid NOT NULL,
  member_id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  PRIMARY KEY (initiative_id, member_id)
);
CALL guard_by_cluster('directory_partner');
CREATE TRIGGER revise_directory AFTER INSERT OR UPDATE ON directory_initiative FOR EACH STATEMENT EXECUTE FUNCTION revise_directory();
CREATE TRIGGER revise_directory AFTER INSERT OR UPDATE ON directory_partner FOR EACH STATEMENT EXECUTE FUNCTION revise_directory();

CREATE TABLE contribution (
  id uuid NOT NULL,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('human', 'financial', 'informational', 'material')),
  category text NOT NULL,
  -- Values as exact decimals in text, as in the contracts; reporting adds them up as numeric.
  quantity jsonb CHECK ((quantity ->> 'value')::numeric > 0),
  amount jsonb CHECK ((amount ->> 'amountMinor')::bigint > 0),
  giver uuid NOT NULL,
  receiver jsonb NOT NULL,
  given_on date NOT NULL,
  given_until date CHECK (given_until >= given_on),
  description text,
  evidence jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('recorded', 'confirmed', 'disputed', 'voided')),
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  -- INV: never confirmed by the member that recorded it.
  confirmed_by uuid CHECK (confirmed_by <> recorded_by),
  confirmed_at timestamptz,
  reversal_of uuid,
  corrects uuid,
  reversed_by uuid,
  -- The cluster comes first in every key: that is how the table is read, and how it could be distributed.
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, reversal_of) REFERENCES contribution,
  FOREIGN KEY (cluster_id, corrects) REFERENCES contribution,
  CHECK ((kind = 'financial') = (amount IS NOT NULL)),
  CHECK ((quantity IS NULL) <> (amount IS NULL)),
  CHECK ((state = 'confirmed') = (confirmed_by IS NOT NULL)),
  CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
-- INV: an entry is taken back once.
CREATE UNIQUE INDEX contribution_reversal ON contribution (reversal_of) WHERE reversal_of IS NOT NULL;
CALL guard_by_cluster('contribution');

-- INV: what an entry says is never edited; only what becomes of it changes. Nothing is deleted.
CREATE FUNCTION keep_what_it_says() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ROW(NEW.id, NEW.cluster_id, NEW.kind, NEW.category, NEW.quantity, NEW.amount, NEW.giver, NEW.receiver, NEW.given_on, NEW.given_until,
         NEW.description, NEW.evidence, NEW.recorded_by, NEW.recorded_at, NEW.reversal_of, NEW.corrects)
     IS DISTINCT FROM
     ROW(OLD.id, OLD.cluster_id, OLD.kind, OLD.category, OLD.quantity, OLD.amount, OLD.giver, OLD.receiver, OLD.given_on, OLD.given_until,
         OLD.description, OLD.evidence, OLD.recorded_by, OLD.recorded_at, OLD.reversal_of, OLD.corrects) THEN
    RAISE EXCEPTION 'a contribution is never edited' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_what_it_says BEFORE UPDATE ON contribution FOR EACH ROW EXECUTE FUNCTION keep_what_it_says();
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON contribution FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE ON directory_initiative TO resources;
GRANT SELECT, INSERT ON directory_partner TO resources;
GRANT SELECT, INSERT, UPDATE ON contribution TO resources;
`);
  }

  async down(): Promise<void> {
    throw new Error('a foundation is not taken back');
  }
}
