import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Partners who come and go, agreements with terms, initiatives that end, and initiatives across clusters. */
export class Partnerships1767000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
ALTER TABLE initiative ADD COLUMN closing_at timestamptz, ADD COLUMN ended_at timestamptz, ADD COLUMN reason text,
  ADD CONSTRAINT initiative_end CHECK ((state IN ('closed', 'abandoned')) = (ended_at IS NOT NULL)),
  ADD CONSTRAINT initiative_reason CHECK ((state = 'abandoned') = (reason IS NOT NULL));

-- A candidate asks to join what runs; a partner that leaves, or has left, stays here.
ALTER TABLE initiative_partner
  ADD COLUMN home_cluster_id uuid, ADD COLUMN name text,
  ADD COLUMN state text NOT NULL DEFAULT 'partner' CHECK (state IN ('candidate', 'partner', 'leaving', 'left', 'withdrawn')),
  ADD COLUMN leaves_on date, ADD COLUMN left_at timestamptz, ADD COLUMN reason text;
ALTER TABLE initiative_partner NO FORCE ROW LEVEL SECURITY;
ALTER TABLE directory_member NO FORCE ROW LEVEL SECURITY;
UPDATE initiative_partner p SET home_cluster_id = p.cluster_id, name = (SELECT m.party_name FROM directory_member m WHERE m.id = p.member_id);
ALTER TABLE initiative_partner FORCE ROW LEVEL SECURITY;
ALTER TABLE directory_member FORCE ROW LEVEL SECURITY;
ALTER TABLE initiative_partner ALTER COLUMN home_cluster_id SET NOT NULL, ALTER COLUMN state DROP DEFAULT,
  ADD CONSTRAINT partner_gone CHECK ((state IN ('left', 'withdrawn')) = (left_at IS NOT NULL)),
  ADD CONSTRAINT partner_leaving CHECK (state <> 'leaving' OR leaves_on IS NOT NULL),
  ADD CONSTRAINT coordinator_here CHECK (NOT coordinator OR state IN ('partner', 'leaving'));
-- INV: one coordinates at most.
CREATE UNIQUE INDEX initiative_coordinator ON initiative_partner (initiative_id) WHERE coordinator;
CREATE INDEX initiative_partner_by_member ON initiative_partner (cluster_id, member_id);

-- What is signed are the canonical bytes; terms and text are what they say. Of versions from before there were terms the bytes are the text.
ALTER TABLE agreement_version DISABLE TRIGGER append_only;
ALTER TABLE agreement_version NO FORCE ROW LEVEL SECURITY;
ALTER TABLE initiative_partner NO FORCE ROW LEVEL SECURITY;
ALTER TABLE initiative NO FORCE ROW LEVEL SECURITY;
ALTER TABLE agreement_version RENAME COLUMN text_sha256 TO sha256;
ALTER TABLE agreement_version DROP CONSTRAINT agreement_version_check;
ALTER TABLE agreement_version ADD COLUMN canonical text, ADD COLUMN terms jsonb, ADD COLUMN signatories uuid[];
UPDATE agreement_version v SET canonical = v.text, signatories = p.members, terms = jsonb_build_object(
    'purpose', (SELECT i.summary FROM initiative i WHERE i.id = v.initiative_id),
    'from', to_char(v.proposed_at AT TIME ZONE 'Europe/Warsaw', 'YYYY-MM-DD'), 'until', NULL, 'currency', 'PLN',
    'partners', p.terms,
    'keys', '{"costs": {"method": "equal"}, "risks": {"method": "equal"}, "benefits": {"method": "equal"}}'::jsonb,
    'decisionMethod', 'consent', 'leaving', '{"noticeDays": 30, "how": null}'::jsonb, 'expectedBenefits', '[]'::jsonb)
  FROM (SELECT initiative_id, array_agg(member_id ORDER BY place) AS members,
               jsonb_agg(jsonb_build_object('memberId', member_id, 'tasks', '[]'::jsonb, 'pledges', '[]'::jsonb, 'responsibilities', '[]'::jsonb) ORDER BY place) AS terms
          FROM initiative_partner GROUP BY initiative_id) p
 WHERE p.initiative_id = v.initiative_id;
ALTER TABLE agreement_version ALTER COLUMN canonical SET NOT NULL, ALTER COLUMN terms SET NOT NULL, ALTER COLUMN signatories SET NOT NULL,
  ADD CONSTRAINT agreement_version_hash CHECK (sha256 = encode(sha256(convert_to(canonical, 'UTF8')), 'hex')),
  ADD CONSTRAINT agreement_version_signed_by_somebody CHECK (cardinality(signatories) > 0);

ALTER TABLE agreement_signature DISABLE TRIGGER append_only;
ALTER TABLE agreement_signature RENAME COLUMN text_sha256 TO sha256;
ALTER TABLE agreement_signature ADD COLUMN mandate_id uuid;

-- INV: a version is in force only when every signatory has signed that same version, and none after a later one.
CREATE TABLE agreement_in_force (
  initiative_id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  number int NOT NULL,
  since timestamptz NOT NULL,
  CONSTRAINT agreement_in_force_once PRIMARY KEY (initiative_id, number),
  FOREIGN KEY (initiative_id, number) REFERENCES agreement_version (initiative_id, number),
  FOREIGN KEY (initiative_id, cluster_id) REFERENCES initiative (id, cluster_id)
);
CREATE FUNCTION refuse_unsigned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM agreement_in_force f WHERE f.initiative_id = NEW.initiative_id AND f.number > NEW.number) THEN
    RAISE EXCEPTION 'a later version than % is in force', NEW.number USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_outdated';
  END IF;
  IF EXISTS (
    SELECT FROM agreement_version v, unnest(v.signatories) AS signatory
     WHERE v.initiative_id = NEW.initiative_id AND v.number = NEW.number
       AND NOT EXISTS (SELECT FROM agreement_signature s WHERE s.initiative_id = NEW.initiative_id AND s.number = NEW.number AND s.member_id = signatory)) THEN
    RAISE EXCEPTION 'version % is not signed by all', NEW.number USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_unsigned';
  END IF;
  RETURN NULL;
END $$;
-- Those that were in force already: signed by all who were partners then.
ALTER TABLE agreement_signature NO FORCE ROW LEVEL SECURITY;
INSERT INTO agreement_in_force
  SELECT v.initiative_id, v.cluster_id, v.number, max(s.signed_at) FROM agreement_version v JOIN agreement_signature s USING (initiative_id, number)
   GROUP BY v.initiative_id, v.cluster_id, v.number, v.signatories HAVING count(*) = cardinality(v.signatories);
CREATE TRIGGER refuse_unsigned AFTER INSERT ON agreement_in_force FOR EACH ROW EXECUTE FUNCTION refuse_unsigned();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON agreement_in_force FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CALL guard_by_cluster('agreement_in_force');
ALTER TABLE agreement_signature FORCE ROW LEVEL SECURITY;
ALTER TABLE agreement_version FORCE ROW LEVEL SECURITY;
ALTER TABLE initiative_partner FORCE ROW LEVEL SECURITY;
ALTER TABLE initiative FORCE ROW LEVEL SECURITY;
ALTER TABLE agreement_version ENABLE TRIGGER append_only;
ALTER TABLE agreement_signature ENABLE TRIGGER append_only;

-- What clusters are called, for those who invite them: known to the whole federation.
CREATE TABLE directory_cluster (id uuid PRIMARY KEY, name text, dissolved boolean NOT NULL DEFAULT false);
-- Those of which something was told before: without a name until it is told again.
ALTER TABLE directory_member NO FORCE ROW LEVEL SECURITY;
INSERT INTO directory_cluster (id) SELECT DISTINCT cluster_id FROM directory_member;
ALTER TABLE directory_member FORCE ROW LEVEL SECURITY;
ALTER TABLE directory_cluster ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_cluster FORCE ROW LEVEL SECURITY;
CREATE POLICY of_federation ON directory_cluster USING (true) WITH CHECK (true);

-- A cluster in an initiative, or invited to it. Its home sees it and so does the cluster itself; the home is among them once another was invited.
CREATE TABLE initiative_cluster (
  initiative_id uuid NOT NULL,
  -- The home.
  cluster_id uuid NOT NULL,
  invited_cluster_id uuid NOT NULL,
  name text,
  initiative_title text NOT NULL,
  state text NOT NULL CHECK (state IN ('invited', 'accepted', 'declined', 'leaving', 'left')),
  invited_by uuid NOT NULL,
  invited_at timestamptz NOT NULL,
  decided_at timestamptz,
  matter_id uuid,
  left_at timestamptz,
  CONSTRAINT initiative_cluster_once PRIMARY KEY (initiative_id, invited_cluster_id),
  FOREIGN KEY (initiative_id, cluster_id) REFERENCES initiative (id, cluster_id),
  CHECK ((state = 'invited') = (decided_at IS NULL)),
  CHECK ((state = 'left') = (left_at IS NOT NULL)),
  -- The home stays.
  CHECK (invited_cluster_id <> cluster_id OR state IN ('invited', 'accepted'))
);
CREATE INDEX initiative_cluster_of ON initiative_cluster (invited_cluster_id, invited_at, initiative_id);
ALTER TABLE initiative_cluster ENABLE ROW LEVEL SECURITY;
ALTER TABLE initiative_cluster FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON initiative_cluster FOR SELECT USING (cluster_id = (SELECT current_cluster()) OR invited_cluster_id = (SELECT current_cluster()));
CREATE POLICY added ON initiative_cluster FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster()));
CREATE POLICY changed ON initiative_cluster FOR UPDATE USING (cluster_id = (SELECT current_cluster())) WITH CHECK (cluster_id = (SELECT current_cluster()));
-- Who takes part where is remembered: whoever relies on it is told when it changes. How the initiative is called is not.
CREATE TRIGGER revise_directory AFTER INSERT OR UPDATE OF state ON initiative_cluster FOR EACH ROW EXECUTE FUNCTION revise_directory();

GRANT UPDATE ON initiative_partner TO initiatives;
GRANT SELECT, INSERT ON agreement_in_force TO initiatives;
GRANT SELECT, INSERT, UPDATE ON directory_cluster, initiative_cluster TO initiatives;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
