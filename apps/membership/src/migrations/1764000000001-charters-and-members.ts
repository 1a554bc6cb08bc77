import type { MigrationInterface, QueryRunner } from 'typeorm';
import { foundingCharter } from '../charters/founding-charter.js';
import { charterSha256 } from '../charters/charter.js';

interface OldCluster {
  readonly id: string;
  readonly confirmation_window_days: number;
  readonly created_at: Date;
}

/** Charters with the rules that the software obeys; members as they come, go and are listed; roles. */
export class ChartersAndMembers1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(charters);
    await this.giveFoundingCharters(runner);
    await runner.query(members);
    await runner.query(shownParties);
    await runner.query(roles);
  }

  async down(): Promise<void> {
    throw new Error('clusters would lose their charters');
  }

  /** Clusters made before there were charters get the federation's founding charter, with the window that they had. */
  private async giveFoundingCharters(runner: QueryRunner): Promise<void> {
    const clusters = (await runner.query('SELECT id, confirmation_window_days, created_at FROM cluster')) as OldCluster[];
    for (const { id, confirmation_window_days: confirmationDays, created_at: since } of clusters) {
      const { text, rules } = foundingCharter({ rules: { confirmationDays } });
      await runner.query(
        `INSERT INTO charter_version (id, version, cluster_id, number, state, text, rules, editorial, sha256, proposed_at, adopted_at)
         VALUES (uuidv7(), 1, $1, 1, 'adopted', $2, $3, false, $4, $5, $5)`,
        [id, JSON.stringify(text), JSON.stringify(rules), charterSha256({ text, rules }), since],
      );
      await runner.query('UPDATE cluster SET rules = $2 WHERE id = $1', [id, JSON.stringify(rules)]);
    }
    await runner.query(`
ALTER TABLE cluster ALTER rules SET NOT NULL, ALTER charter_number DROP DEFAULT, DROP admission_rule, DROP confirmation_window_days;
CALL guard_by_cluster('charter_version');`);
  }
}

const charters = `
ALTER TABLE cluster ADD charter_number int NOT NULL DEFAULT 1, ADD rules jsonb;

CREATE TABLE charter_version (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL REFERENCES cluster,
  number int NOT NULL CHECK (number >= 1),
  state text NOT NULL CHECK (state IN ('draft', 'in-deliberation', 'adopted', 'superseded')),
  text jsonb NOT NULL,
  rules jsonb NOT NULL,
  editorial boolean NOT NULL,
  sha256 text NOT NULL,
  proposed_by uuid,
  proposed_at timestamptz NOT NULL,
  adopted_at timestamptz,
  superseded_at timestamptz,
  matter_id uuid,
  CONSTRAINT charter_number UNIQUE (cluster_id, number),
  CHECK ((state IN ('adopted', 'superseded')) = (adopted_at IS NOT NULL)),
  CHECK ((state = 'superseded') = (superseded_at IS NOT NULL))
);
-- INV: one version in force at a time.
CREATE UNIQUE INDEX charter_in_force ON charter_version (cluster_id) WHERE state = 'adopted';

-- INV: a version that was adopted never changes; it can only be superseded, once and for ever.
CREATE FUNCTION keep_adopted_charter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'superseded' OR (OLD.adopted_at IS NOT NULL AND
     (OLD.number, OLD.text, OLD.rules, OLD.sha256, OLD.editorial, OLD.adopted_at) IS DISTINCT FROM (NEW.number, NEW.text, NEW.rules, NEW.sha256, NEW.editorial, NEW.adopted_at)) THEN
    RAISE EXCEPTION 'an adopted charter never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_adopted_charter BEFORE UPDATE OR DELETE ON charter_version FOR EACH ROW EXECUTE FUNCTION keep_adopted_charter();

CREATE TABLE charter_acceptance (
  cluster_id uuid NOT NULL REFERENCES cluster,
  member_id uuid NOT NULL REFERENCES member,
  number int NOT NULL,
  mandate_id uuid NOT NULL,
  account_id uuid NOT NULL,
  sha256 text NOT NULL,
  accepted_at timestamptz NOT NULL,
  CONSTRAINT charter_acceptance_once PRIMARY KEY (member_id, number),
  FOREIGN KEY (cluster_id, number) REFERENCES charter_version (cluster_id, number)
);
CREATE INDEX charter_acceptance_by_version ON charter_acceptance (cluster_id, number, member_id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON charter_acceptance FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CALL guard_by_cluster('charter_acceptance');
GRANT SELECT, INSERT, UPDATE ON charter_version TO membership;
GRANT SELECT, INSERT ON charter_acceptance TO membership;`;

const members = `
-- Lists of members are ordered and filtered by what is said of their parties: kept here too, and kept equal by the
-- database, which changes it here when it changes there. Foreign keys see every cluster's rows.
ALTER TABLE party ADD CONSTRAINT party_shown UNIQUE (id, name, kind, sphere);
ALTER TABLE member NO FORCE ROW LEVEL SECURITY;
DROP TRIGGER seat_follows_membership ON member;
ALTER TABLE member
  ADD party_name text, ADD party_kind text, ADD sphere text,
  ADD folded_name text GENERATED ALWAYS AS (fold(party_name)) STORED,
  ADD charter_number int,
  ADD seat_since timestamptz,
  ADD objections_until timestamptz,
  ADD matter_id uuid,
  ADD leaves_at timestamptz,
  ADD ended_at timestamptz,
  ADD reason text;
UPDATE member m SET party_name = p.name, party_kind = p.kind, sphere = p.sphere, charter_number = CASE WHEN m.admitted_at IS NOT NULL THEN 1 END,
    seat_since = CASE WHEN m.seat_id IS NOT NULL THEN m.admitted_at END
  FROM party p WHERE p.id = m.party_id;
ALTER TABLE member
  ALTER party_name SET NOT NULL, ALTER party_kind SET NOT NULL, ALTER sphere SET NOT NULL,
  ADD CONSTRAINT member_shown FOREIGN KEY (party_id, party_name, party_kind, sphere) REFERENCES party (id, name, kind, sphere) ON UPDATE CASCADE,
  ADD CONSTRAINT member_seat_state CHECK ((state IN ('admitted', 'leaving')) = (seat_id IS NOT NULL)),
  ADD CHECK (seat_id IS NULL OR seat_since IS NOT NULL),
  ADD CHECK ((state = 'leaving') <= (leaves_at IS NOT NULL)),
  ADD CHECK ((state IN ('declined', 'retracted', 'left', 'excluded')) = (ended_at IS NOT NULL));
ALTER TABLE member FORCE ROW LEVEL SECURITY;
-- One for each order of the list, and for each with a state: pages are read from their place on, however many there are.
CREATE INDEX member_by_name ON member (cluster_id, party_name COLLATE "pl-x-icu", id);
CREATE INDEX member_by_declaration ON member (cluster_id, declared_at, id);
CREATE INDEX member_by_state_and_name ON member (cluster_id, state, party_name COLLATE "pl-x-icu", id);
CREATE INDEX member_by_state_and_declaration ON member (cluster_id, state, declared_at, id);
-- INV: nobody declares its readiness to a table that is dissolved.
CREATE TRIGGER keep_table_dissolved BEFORE INSERT ON member FOR EACH ROW EXECUTE FUNCTION keep_table_dissolved();

-- INV: exactly one seat for an admitted membership, and for one that is leaving until it has left.
CREATE OR REPLACE FUNCTION seat_follows_membership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM seat WHERE member_id = NEW.id;
  IF NEW.seat_id IS NOT NULL THEN
    INSERT INTO seat (id, cluster_id, member_id, since) VALUES (NEW.seat_id, NEW.cluster_id, NEW.id, NEW.seat_since);
  END IF;
  RETURN NULL;
END $$;
-- A seat follows what becomes of the membership, not how its party is called: a name changes in all clusters at once.
CREATE TRIGGER seat_is_given AFTER INSERT ON member FOR EACH ROW WHEN (NEW.seat_id IS NOT NULL) EXECUTE FUNCTION seat_follows_membership();
CREATE TRIGGER seat_follows_membership AFTER UPDATE ON member FOR EACH ROW WHEN (OLD.seat_id IS DISTINCT FROM NEW.seat_id) EXECUTE FUNCTION seat_follows_membership();

CREATE OR REPLACE VIEW directory_member WITH (security_invoker = true) AS
  SELECT m.id, m.cluster_id, m.party_id, m.party_name, m.state, m.admitted_at FROM member m;`;

const roles = `
CREATE TABLE role (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL REFERENCES cluster,
  member_id uuid NOT NULL REFERENCES member,
  role text NOT NULL CHECK (role IN ('animator', 'secretary')),
  since timestamptz NOT NULL,
  until timestamptz NOT NULL,
  matter_id uuid,
  ended_at timestamptz,
  CHECK (until > since)
);
CREATE INDEX role_by_cluster ON role (cluster_id, id);
-- Without an election a role is taken once in a cluster, whoever is quicker.
CREATE UNIQUE INDEX role_taken ON role (cluster_id, role) WHERE matter_id IS NULL;
CREATE UNIQUE INDEX role_held ON role (cluster_id, member_id, role) WHERE ended_at IS NULL;
CALL guard_by_cluster('role');
GRANT SELECT, INSERT, UPDATE ON role TO membership;`;

const shownParties = `
-- What is said of the party is the database's to keep: who changes a membership, having read it before its party was
-- renamed, does not bring the old name back. A new membership waits for a party that is just being renamed.
CREATE FUNCTION show_party() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN PERFORM FROM party WHERE id = NEW.party_id FOR KEY SHARE; END IF;
  SELECT p.name, p.kind, p.sphere INTO NEW.party_name, NEW.party_kind, NEW.sphere FROM party p WHERE p.id = NEW.party_id;
  RETURN NEW;
END $$;
CREATE TRIGGER show_party BEFORE INSERT OR UPDATE ON member FOR EACH ROW EXECUTE FUNCTION show_party();`;
