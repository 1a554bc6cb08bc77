import { revisionSchema } from '@klaster/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clusters, parties, mandates, members and seats; and the views by which standing is found as in every service. */
export class Foundation1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE cluster (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  name text NOT NULL,
  purpose text NOT NULL,
  municipality text NOT NULL,
  state text NOT NULL CHECK (state IN ('forming', 'active', 'dissolved')),
  admission_rule text NOT NULL CHECK (admission_rule IN ('open')),
  confirmation_window_days int NOT NULL CHECK (confirmation_window_days BETWEEN 1 AND 90),
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX cluster_name ON cluster (lower(name));

-- Parties belong to the federation. What of them a caller may see is the queries' rule: organizations are open,
-- natural persons are shown to those who sit at a table with them.
CREATE TABLE party (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('organization', 'group', 'person')),
  sphere text NOT NULL CHECK (sphere IN ('social', 'public', 'economic')),
  name text NOT NULL,
  municipality text NOT NULL,
  nip text CONSTRAINT party_nip UNIQUE CHECK (nip ~ '^[0-9]{10}$'),
  regon text CONSTRAINT party_regon UNIQUE CHECK (regon ~ '^([0-9]{9}|[0-9]{14})$'),
  krs text CONSTRAINT party_krs UNIQUE CHECK (krs ~ '^[0-9]{10}$'),
  person_account_id uuid CONSTRAINT party_person UNIQUE,
  created_at timestamptz NOT NULL,
  CHECK ((kind = 'person') = (person_account_id IS NOT NULL))
);
CREATE INDEX party_by_name ON party (name COLLATE "pl-x-icu", id);

CREATE TABLE mandate (
  id uuid PRIMARY KEY,
  party_id uuid NOT NULL REFERENCES party,
  account_id uuid NOT NULL,
  scopes text[] NOT NULL CHECK (scopes <@ '{represent,contribute,read}' AND cardinality(scopes) > 0),
  valid_from timestamptz NOT NULL,
  valid_until timestamptz,
  CHECK (valid_until IS NULL OR valid_until > valid_from)
);
CREATE INDEX mandate_by_account ON mandate (account_id);
CREATE INDEX mandate_by_party ON mandate (party_id, id);

CREATE TABLE member (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL REFERENCES cluster,
  party_id uuid NOT NULL REFERENCES party,
  state text NOT NULL CHECK (state IN ('declared', 'admitted', 'declined', 'retracted', 'leaving', 'left', 'excluded', 'suspended')),
  declared_at timestamptz NOT NULL,
  admitted_at timestamptz,
  seat_id uuid
);
-- A party stands in a cluster once at a time.
CREATE UNIQUE INDEX member_party ON member (cluster_id, party_id) WHERE state NOT IN ('declined', 'retracted', 'left', 'excluded');
CREATE INDEX member_by_cluster ON member (cluster_id, id);
CREATE INDEX member_by_party ON member (party_id);
ALTER TABLE member ENABLE ROW LEVEL SECURITY;
ALTER TABLE member FORCE ROW LEVEL SECURITY;
CREATE POLICY by_cluster ON member USING (cluster_id = (SELECT current_cluster())) WITH CHECK (cluster_id = (SELECT current_cluster()));
-- Whoever holds a mandate sees the memberships of that party, in whichever cluster.
CREATE POLICY own_memberships ON member FOR SELECT
  USING (party_id IN (SELECT d.party_id FROM mandate d WHERE d.account_id = (SELECT current_account())));

-- INV: exactly one seat for an admitted membership, its weight always 1.
CREATE TABLE seat (
  id uuid PRIMARY KEY,
  cluster_id uuid NOT NULL REFERENCES cluster,
  member_id uuid NOT NULL CONSTRAINT seat_member UNIQUE REFERENCES member,
  weight int NOT NULL DEFAULT 1 CHECK (weight = 1),
  since timestamptz NOT NULL
);
CREATE INDEX seat_by_cluster ON seat (cluster_id, id);
CALL guard_by_cluster('seat');

CREATE FUNCTION seat_follows_membership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'admitted' AND NEW.seat_id IS NOT NULL THEN
    INSERT INTO seat (id, cluster_id, member_id, since) VALUES (NEW.seat_id, NEW.cluster_id, NEW.id, NEW.admitted_at)
    ON CONFLICT (member_id) DO NOTHING;
  ELSE
    DELETE FROM seat WHERE member_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER seat_follows_membership AFTER INSERT OR UPDATE ON member FOR EACH ROW EXECUTE FUNCTION seat_follows_membership();

-- The same names as the directories of the other services have.
CREATE VIEW directory_member WITH (security_invoker = true) AS
  SELECT m.id, m.cluster_id, m.party_id, p.name AS party_name, m.state, m.admitted_at FROM member m JOIN party p ON p.id = m.party_id;
CREATE VIEW directory_mandate WITH (security_invoker = true) AS SELECT id, party_id, account_id, scopes, valid_from, valid_until FROM mandate;

GRANT SELECT, INSERT, UPDATE ON cluster, party, mandate, member TO membership;
GRANT SELECT, INSERT, DELETE ON seat TO membership;
GRANT SELECT ON directory_member, directory_mandate TO membership;
${revisionSchema('membership', ['mandate', 'member'])}`);
  }

  async down(): Promise<void> {
    throw new Error('a foundation is not taken back');
  }
}
