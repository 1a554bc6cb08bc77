import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Matters, their deliberation, ballots and results; interests and delegations. Of the federation's table too: its cluster is the nil UUID. */
export class TheTable1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE matter (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('resolution', 'admission', 'exclusion', 'charter', 'election', 'initiative', 'advice')),
  state text NOT NULL CHECK (state IN ('draft', 'deliberation', 'voting', 'decided', 'withdrawn')),
  outcome text CHECK (outcome IN ('adopted', 'rejected', 'no-quorum')),
  revision int NOT NULL,
  title text NOT NULL,
  text text NOT NULL,
  options jsonb NOT NULL,
  places int NOT NULL CHECK (places >= 1),
  method text NOT NULL CHECK (method IN ('consent', 'majority', 'approval', 'score', 'ranked')),
  majority text NOT NULL CHECK (majority IN ('simple', 'absolute', 'two-thirds', 'unanimity')),
  secret boolean NOT NULL,
  tally_key text,
  about jsonb NOT NULL,
  hearing jsonb,
  put_by uuid NOT NULL,
  put_at timestamptz NOT NULL,
  deliberation_from timestamptz,
  voting_opens_at timestamptz,
  voting_closes_at timestamptz,
  -- Frozen when voting opens.
  voting_opened_at timestamptz,
  charter_number int,
  counting jsonb,
  electorate int,
  -- Written when it closes.
  counts jsonb,
  turnout int,
  effect text,
  decided_at timestamptz,
  withdrawn_at timestamptz,
  withdrawal_reason text,
  CHECK ((state = 'decided') = (outcome IS NOT NULL)),
  CHECK ((state = 'decided') = (counts IS NOT NULL)),
  CHECK ((state IN ('voting', 'decided')) = (counting IS NOT NULL)),
  CHECK (NOT secret OR state NOT IN ('voting', 'decided') OR tally_key IS NOT NULL)
);
CREATE INDEX matter_by_cluster ON matter (cluster_id, id);
-- One admission and one exclusion of a member at a time.
CREATE UNIQUE INDEX matter_of_member ON matter (kind, (about ->> 'memberId')) WHERE kind IN ('admission', 'exclusion') AND state IN ('draft', 'deliberation', 'voting');
-- A version of the charter is decided by one matter at a time.
CREATE UNIQUE INDEX matter_of_charter ON matter (cluster_id, (about ->> 'charterNumber')) WHERE kind = 'charter' AND state IN ('draft', 'deliberation', 'voting');
CALL guard_by_cluster('matter');
-- INV: nothing new comes on a table that is dissolved.
CREATE TRIGGER keep_table_dissolved BEFORE INSERT ON matter FOR EACH ROW
  WHEN (NEW.cluster_id <> '00000000-0000-0000-0000-000000000000') EXECUTE FUNCTION keep_table_dissolved();

-- INV: what is voted on, until when, by which rules and by whom is frozen when voting opens; what is decided never changes.
CREATE FUNCTION keep_frozen_matter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('decided', 'withdrawn') THEN
    RAISE EXCEPTION 'a matter that has ended never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state = 'voting' AND
     (OLD.kind, OLD.voting_opened_at, OLD.voting_closes_at, OLD.revision, OLD.title, OLD.text, OLD.options, OLD.places, OLD.method, OLD.majority, OLD.secret, OLD.tally_key, OLD.about, OLD.counting, OLD.electorate, OLD.charter_number)
     IS DISTINCT FROM (NEW.kind, NEW.voting_opened_at, NEW.voting_closes_at, NEW.revision, NEW.title, NEW.text, NEW.options, NEW.places, NEW.method, NEW.majority, NEW.secret, NEW.tally_key, NEW.about, NEW.counting, NEW.electorate, NEW.charter_number) THEN
    RAISE EXCEPTION 'a matter that is voted on never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_frozen_matter BEFORE UPDATE ON matter FOR EACH ROW EXECUTE FUNCTION keep_frozen_matter();

CREATE TABLE revision (
  matter_id uuid NOT NULL REFERENCES matter,
  cluster_id uuid NOT NULL,
  number int NOT NULL CHECK (number >= 1),
  id uuid NOT NULL UNIQUE,
  title text NOT NULL,
  text text NOT NULL,
  text_sha256 text NOT NULL,
  options jsonb NOT NULL,
  revised_by uuid NOT NULL,
  revised_at timestamptz NOT NULL,
  taken_from uuid,
  CONSTRAINT revision_number PRIMARY KEY (matter_id, number)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON revision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CALL guard_by_cluster('revision');

CREATE TABLE comment (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  matter_id uuid NOT NULL REFERENCES matter,
  member_id uuid NOT NULL,
  account_id uuid NOT NULL,
  text text NOT NULL,
  proposes text,
  replies_to uuid REFERENCES comment,
  said_at timestamptz NOT NULL
);
CREATE INDEX comment_by_matter ON comment (matter_id, id);
CALL guard_by_cluster('comment');

-- A ballot's id follows from its matter and its seat (UUIDv8, RFC 9562: SHA-256 of both): whoever casts knows it without asking.
CREATE FUNCTION ballot_id(matter uuid, seat uuid) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN overlay(overlay(left(encode(sha256(uuid_send(matter) || uuid_send(seat)), 'hex'), 32) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid;

-- INV: one ballot for each seat in a matter, handed out blank when voting opens: the frozen electorate. At the table of
-- the federation the seats are clusters. Of a secret vote it only says whether a token was signed, never a choice.
CREATE TABLE ballot (
  matter_id uuid NOT NULL REFERENCES matter,
  member_id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  -- The subject of its events; its version counts from 1, the blank one.
  id uuid GENERATED ALWAYS AS (ballot_id(matter_id, member_id)) STORED,
  version int NOT NULL DEFAULT 1,
  secret boolean NOT NULL,
  choice jsonb,
  decided_by uuid REFERENCES matter,
  cast_by uuid,
  account_id uuid,
  mandate_id uuid,
  cast_at timestamptz,
  blinded_sha256 text,
  CONSTRAINT ballot_seat PRIMARY KEY (matter_id, member_id),
  CHECK (NOT secret OR choice IS NULL),
  CHECK (secret OR blinded_sha256 IS NULL),
  CHECK ((choice IS NULL) = (cast_at IS NULL) OR secret),
  -- INV: a cluster votes at the table of the federation by a decision of its own table, and nobody elsewhere.
  CHECK ((decided_by IS NOT NULL) = (cluster_id = '00000000-0000-0000-0000-000000000000' AND choice IS NOT NULL))
) WITH (fillfactor = 80);
CALL guard_by_cluster('ballot');

-- INV: no ballot changes where voting is not open. Casting shares a lock that closing takes alone.
CREATE FUNCTION keep_closed_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM matter m WHERE m.id = NEW.matter_id AND m.state = 'voting') THEN
    RAISE EXCEPTION 'voting is not open' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_closed_ballot BEFORE UPDATE ON ballot FOR EACH ROW EXECUTE FUNCTION keep_closed_ballot();
-- INV: one token is signed for a seat, never another.
CREATE TRIGGER keep_signed_token BEFORE UPDATE ON ballot FOR EACH ROW
  WHEN (OLD.blinded_sha256 IS DISTINCT FROM NEW.blinded_sha256 AND OLD.blinded_sha256 IS NOT NULL) EXECUTE FUNCTION refuse_change();

-- Of a secret vote, while it runs: a choice under the token that a voter alone knows. No seat, no account, no time.
-- Rows lie in the order in which they came, so that they are written anew when voting closes: see tallied_ballot.
CREATE TABLE secret_ballot (
  matter_id uuid NOT NULL REFERENCES matter,
  cluster_id uuid NOT NULL,
  token text NOT NULL,
  choice jsonb NOT NULL,
  PRIMARY KEY (matter_id, token)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1);
CALL guard_by_cluster('secret_ballot');
CREATE TRIGGER keep_closed_ballot BEFORE INSERT OR UPDATE ON secret_ballot FOR EACH ROW EXECUTE FUNCTION keep_closed_ballot();

-- Of a secret vote, when it has closed: all written in one transaction, in the order of the tokens, which are random.
-- The id is the place in that order.
CREATE TABLE tallied_ballot (
  matter_id uuid NOT NULL REFERENCES matter,
  cluster_id uuid NOT NULL,
  id uuid NOT NULL,
  token text NOT NULL,
  choice jsonb NOT NULL,
  PRIMARY KEY (matter_id, id)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tallied_ballot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CALL guard_by_cluster('tallied_ballot');

-- The private key that signs the tokens of one secret vote: gone when it closes.
CREATE TABLE tally_key (matter_id uuid PRIMARY KEY REFERENCES matter, cluster_id uuid NOT NULL, private_key text NOT NULL);
CALL guard_by_cluster('tally_key');

CREATE TABLE interest (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  member_id uuid NOT NULL REFERENCES member,
  matter_id uuid REFERENCES matter,
  initiative_id uuid,
  partner_id uuid REFERENCES member,
  text text NOT NULL,
  declared_at timestamptz NOT NULL,
  CHECK (num_nonnulls(matter_id, initiative_id, partner_id) = 1),
  CHECK (partner_id IS NULL OR partner_id <> member_id)
);
CREATE INDEX interest_by_cluster ON interest (cluster_id, id);
CREATE INDEX interest_by_matter ON interest (matter_id, id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON interest FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CALL guard_by_cluster('interest');

CREATE TABLE assembly (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL REFERENCES cluster,
  title text NOT NULL,
  state text NOT NULL CHECK (state IN ('scheduled', 'in-session', 'closed', 'minutes-approved', 'cancelled')),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  place text,
  link text,
  agenda jsonb NOT NULL,
  scheduled_by uuid NOT NULL,
  opened_at timestamptz,
  closed_at timestamptz,
  minutes_approved_at timestamptz,
  -- When its time, place or agenda was last said: the time of its invitation.
  announced_at timestamptz NOT NULL,
  CHECK (ends_at > starts_at),
  CHECK (num_nonnulls(place, link) >= 1)
);
CREATE INDEX assembly_by_cluster ON assembly (cluster_id, id);
CALL guard_by_cluster('assembly');
CREATE TRIGGER keep_table_dissolved BEFORE INSERT ON assembly FOR EACH ROW EXECUTE FUNCTION keep_table_dissolved();

CREATE TABLE delegation (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  from_member uuid NOT NULL REFERENCES member,
  to_member uuid NOT NULL REFERENCES member,
  matter_id uuid REFERENCES matter,
  assembly_id uuid REFERENCES assembly,
  given_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK (num_nonnulls(matter_id, assembly_id) = 1),
  CHECK (from_member <> to_member)
);
CREATE UNIQUE INDEX delegation_in_matter ON delegation (matter_id, from_member) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX delegation_in_assembly ON delegation (assembly_id, from_member) WHERE ended_at IS NULL;
CREATE INDEX delegation_by_holder ON delegation (to_member) WHERE ended_at IS NULL;
CREATE INDEX delegation_by_assembly ON delegation (assembly_id, id) WHERE assembly_id IS NOT NULL;
CALL guard_by_cluster('delegation');

GRANT SELECT, INSERT, UPDATE ON matter, comment, ballot, delegation, assembly TO membership;
GRANT SELECT, INSERT ON revision, interest, tallied_ballot TO membership;
GRANT SELECT, INSERT, UPDATE, DELETE ON secret_ballot TO membership;
GRANT SELECT, INSERT, DELETE ON tally_key TO membership;`);
  }

  async down(): Promise<void> {
    throw new Error('what a table has decided is not taken back');
  }
}
