import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contributions with their pledge, action, value and licence; disputed, confirmed by silence, lent and returned. */
export class ContributionsSettled1765000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
-- Old rows come along, of every cluster: meanwhile row security does not hold the owner.
ALTER TABLE contribution NO FORCE ROW LEVEL SECURITY;
ALTER TABLE directory_member NO FORCE ROW LEVEL SECURITY;
ALTER TABLE timer NO FORCE ROW LEVEL SECURITY;

ALTER TABLE contribution
  -- By columns of their own an index finds them beneath row security.
  ADD COLUMN receiver_member uuid GENERATED ALWAYS AS ((receiver ->> 'memberId')::uuid) STORED,
  ADD COLUMN receiver_initiative uuid GENERATED ALWAYS AS ((receiver ->> 'initiativeId')::uuid) STORED,
  ADD COLUMN action text CHECK (action IN ('work', 'transfer', 'cite', 'copy', 'deliverService', 'use', 'transferCustody', 'consume')),
  ADD COLUMN pledge_id uuid,
  ADD COLUMN conditions jsonb,
  ADD COLUMN declared_value jsonb,
  ADD COLUMN return_by date,
  ADD COLUMN returned_on date,
  ADD COLUMN confirm_by timestamptz,
  ADD COLUMN by_silence boolean NOT NULL DEFAULT false,
  ADD COLUMN disputed_by uuid CHECK (disputed_by <> recorded_by),
  ADD COLUMN disputed_at timestamptz;

UPDATE contribution SET
  action = CASE kind WHEN 'human' THEN 'work' WHEN 'financial' THEN 'transfer' WHEN 'informational' THEN CASE WHEN quantity ->> 'unit' = 'h' THEN 'deliverService' ELSE 'copy' END
    ELSE CASE WHEN quantity ->> 'unit' IN ('h', 'day', 'km') THEN 'use' ELSE 'transfer' END END,
  -- Nobody was told before that silence confirms: the window begins now.
  confirm_by = CASE WHEN state = 'recorded' THEN ((now() AT TIME ZONE 'Europe/Warsaw')::date + 15)::timestamp AT TIME ZONE 'Europe/Warsaw' END;

-- The old rule for who confirmed has no name of its own.
DO $$
DECLARE old text;
BEGIN
  SELECT conname INTO STRICT old FROM pg_constraint WHERE conrelid = 'contribution'::regclass AND pg_get_constraintdef(oid) LIKE '%confirmed%' AND pg_get_constraintdef(oid) LIKE '%confirmed_by IS NOT NULL%' AND pg_get_constraintdef(oid) LIKE '%state =%';
  EXECUTE format('ALTER TABLE contribution DROP CONSTRAINT %I', old);
  SELECT conname INTO STRICT old FROM pg_constraint WHERE conrelid = 'contribution'::regclass AND pg_get_constraintdef(oid) LIKE '%(confirmed_by IS NULL) = (confirmed_at IS NULL)%';
  EXECUTE format('ALTER TABLE contribution DROP CONSTRAINT %I', old);
END $$;

ALTER TABLE contribution
  ALTER COLUMN action SET NOT NULL,
  ADD FOREIGN KEY (cluster_id, pledge_id) REFERENCES pledge,
  -- INV: what counts says by whom it was confirmed, or that silence did.
  ADD CHECK ((state = 'confirmed') = (confirmed_at IS NOT NULL)),
  ADD CHECK ((state = 'confirmed') = (confirmed_by IS NOT NULL OR by_silence)),
  ADD CHECK (NOT (by_silence AND confirmed_by IS NOT NULL)),
  -- INV: silence confirms only what waits.
  ADD CHECK ((state = 'recorded') = (confirm_by IS NOT NULL)),
  ADD CHECK ((disputed_by IS NULL) = (disputed_at IS NULL)),
  ADD CHECK (state <> 'disputed' OR disputed_by IS NOT NULL),
  ADD CHECK ((action = 'transferCustody') = (return_by IS NOT NULL)),
  ADD CHECK (returned_on IS NULL OR (return_by IS NOT NULL AND state = 'confirmed'));
CREATE INDEX contribution_waiting ON contribution (cluster_id, id) WHERE state = 'recorded';
CREATE INDEX contribution_apart ON contribution (cluster_id, state, id) WHERE state IN ('disputed', 'voided');
CREATE INDEX contribution_of_giver ON contribution (cluster_id, giver, id);
CREATE INDEX contribution_to_member ON contribution (cluster_id, receiver_member, id) WHERE receiver_member IS NOT NULL;
CREATE INDEX contribution_to_initiative ON contribution (cluster_id, receiver_initiative, id) WHERE receiver_initiative IS NOT NULL;
CREATE INDEX contribution_of_pledge ON contribution (cluster_id, pledge_id, id) WHERE pledge_id IS NOT NULL;
CREATE INDEX contribution_on_loan ON contribution (cluster_id, id) WHERE action = 'transferCustody' AND returned_on IS NULL;

CREATE OR REPLACE FUNCTION keep_what_it_says() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ROW(NEW.id, NEW.cluster_id, NEW.kind, NEW.category, NEW.quantity, NEW.amount, NEW.giver, NEW.receiver, NEW.given_on, NEW.given_until,
         NEW.description, NEW.evidence, NEW.recorded_by, NEW.recorded_at, NEW.reversal_of, NEW.corrects,
         NEW.action, NEW.pledge_id, NEW.conditions, NEW.declared_value, NEW.return_by)
     IS DISTINCT FROM
     ROW(OLD.id, OLD.cluster_id, OLD.kind, OLD.category, OLD.quantity, OLD.amount, OLD.giver, OLD.receiver, OLD.given_on, OLD.given_until,
         OLD.description, OLD.evidence, OLD.recorded_by, OLD.recorded_at, OLD.reversal_of, OLD.corrects,
         OLD.action, OLD.pledge_id, OLD.conditions, OLD.declared_value, OLD.return_by) THEN
    RAISE EXCEPTION 'a contribution is never edited' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- What the two sides say about a disputed entry.
CREATE TABLE remark (
  id uuid NOT NULL,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  contribution_id uuid NOT NULL,
  member_id uuid NOT NULL,
  text text NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, contribution_id) REFERENCES contribution
);
CREATE INDEX remark_on ON remark (cluster_id, contribution_id, id);
CALL guard_by_cluster('remark');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON remark FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Which documents show which entries: whose file may be seen.
CREATE TABLE contribution_evidence (
  cluster_id uuid NOT NULL,
  sha256 text NOT NULL,
  contribution_id uuid NOT NULL,
  PRIMARY KEY (cluster_id, sha256, contribution_id)
);
INSERT INTO contribution_evidence SELECT DISTINCT c.cluster_id, e ->> 'sha256', c.id FROM contribution c, jsonb_array_elements(c.evidence) AS e;
CALL guard_by_cluster('contribution_evidence');

-- In clusters that are known already silence is looked for from now on; in those to come from when they are heard of.
INSERT INTO timer (cluster_id, subject, name, due_at) SELECT DISTINCT cluster_id, cluster_id, 'confirm-by-silence', now() FROM directory_member;

ALTER TABLE contribution FORCE ROW LEVEL SECURITY;
ALTER TABLE directory_member FORCE ROW LEVEL SECURITY;
ALTER TABLE timer FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT ON remark, contribution_evidence TO resources;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
