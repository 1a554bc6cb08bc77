import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a party is beside its name, names that are found however they are written, mandates that begin and end, clusters that are dissolved. */
export class PartiesAndMandates1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(names);
    await runner.query(parties);
    await runner.query(mandates);
    await runner.query(dissolvedClusters);
  }

  async down(): Promise<void> {
    throw new Error('mandates that have ended would be held again');
  }
}

const names = `
-- Names are compared without case, diacritics and quotation marks. IMMUTABLE, as an index wants it: unaccent is not.
CREATE FUNCTION fold(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN translate(lower(name), 'ąćęłńóśźżáäâàčďéěëèíîïľĺňôöŕřšťúůüûýž„”"''’', 'acelnoszzaaaacdeeeeiiillnoorrstuuuuyz');

-- What tells one folded name from another. Words of legal forms and small words go; what has a usual short name gets it.
CREATE FUNCTION telling_words(folded text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  replaced text[] := ARRAY[
    ['[^a-z0-9]+', ' '],
    ['\\mkolo gospodyn wiejskich\\M', 'kgw'],
    ['\\mochotnicza straz pozarna\\M', 'osp'],
    ['\\mklub sportowy\\M', 'ks'],
    ['\\mszkola podstawowa\\M', 'sp'],
    ['\\m([gm]ops|osrodek pomocy spolecznej)\\M', 'ops'],
    ['\\m(fundacja|stowarzyszenie|stow|towarzystwo|zwiazek|spoldzielnia|socjalna|spolka|sp z o o|sp j|s a|s c|grupa|nieformalna|gminn[aey]|miejsk[aei]+)\\M', ' '],
    ['\\m(parafia|rzymskokatolicka|pw|sw|im|imienia|nr|rzecz|dla|do|i|na|o|przy|w|we|z|ze)\\M', ' '],
    [' +', ' ']];
BEGIN
  FOR place IN 1 .. array_length(replaced, 1) LOOP
    folded := regexp_replace(folded, replaced[place][1], replaced[place][2], 'g');
  END LOOP;
  RETURN trim(folded);
END $$;

-- How alike two names are in their telling words, from 0 to 1.
CREATE FUNCTION likeness(one text, other text) RETURNS real LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN greatest(public.word_similarity(one, other), public.word_similarity(other, one));

-- Numbers and usual short names tell apart what is alike in all else: OSP Kalonka is not KGW Kalonka, school 12 is not school 21.
CREATE FUNCTION marks(telling text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN ARRAY(SELECT mark[1] FROM regexp_matches(telling, '\\m(kgw|osp|ks|sp|ops|[0-9]+)\\M', 'g') AS mark);
CREATE FUNCTION marked_apart(one text, other text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN NOT (marks(one) <@ marks(other) OR marks(other) <@ marks(one));
`;

const parties = `
ALTER TABLE party
  ADD legal_form text,
  ADD register text NOT NULL DEFAULT 'none' CHECK (register IN ('krs', 'ceidg', 'arimr', 'district', 'church', 'none')),
  ADD activities text[] NOT NULL DEFAULT '{}',
  ADD patron_party_id uuid REFERENCES party,
  ADD patron_confirmed_at timestamptz,
  ADD folded_name text GENERATED ALWAYS AS (fold(name)) STORED,
  ADD telling_name text GENERATED ALWAYS AS (telling_words(fold(name))) STORED,
  ADD CONSTRAINT party_patron CHECK (patron_party_id IS NULL OR (kind = 'group' AND patron_party_id <> id)),
  ADD CHECK (patron_confirmed_at IS NULL OR patron_party_id IS NOT NULL);
-- As they are when somebody registers and says no more.
UPDATE party SET
  legal_form = CASE kind WHEN 'person' THEN 'natural-person' WHEN 'group' THEN 'informal-group' END,
  register = CASE WHEN krs IS NULL THEN 'none' ELSE 'krs' END;
CREATE INDEX party_by_folded_name ON party USING gin (folded_name public.gin_trgm_ops);
CREATE INDEX party_by_municipality ON party (fold(municipality));
CREATE INDEX party_by_creation ON party (created_at, id);
`;

const mandates = `
ALTER TABLE mandate
  ADD state text NOT NULL DEFAULT 'held' CHECK (state IN ('invited', 'requested', 'held', 'ended')),
  ADD ended_at timestamptz,
  ADD CHECK ((state = 'ended') = (ended_at IS NOT NULL));
ALTER TABLE mandate ALTER state DROP DEFAULT;
-- One account acts for a party by one mandate at a time.
CREATE UNIQUE INDEX mandate_current ON mandate (party_id, account_id) WHERE state <> 'ended';
-- Whose it is, of which party and with which scopes never changes.
REVOKE UPDATE ON mandate FROM membership;
GRANT UPDATE (state, valid_from, ended_at) ON mandate TO membership;

-- Somebody represents a party at every moment: the last such mandate does not end. Two that end at once wait for each
-- other at the party's row, and the second is tried again.
CREATE FUNCTION keep_represented() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM party WHERE id = NEW.party_id FOR NO KEY UPDATE;
  IF NOT EXISTS (
    SELECT FROM mandate WHERE party_id = NEW.party_id AND state = 'held' AND 'represent' = ANY (scopes) AND valid_until IS NULL AND valid_from <= NEW.ended_at
  ) THEN
    RAISE EXCEPTION 'nobody would represent the party' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_represented AFTER UPDATE ON mandate FOR EACH ROW
  WHEN (OLD.state = 'held' AND NEW.state <> 'held' AND 'represent' = ANY (OLD.scopes)) EXECUTE FUNCTION keep_represented();

CREATE OR REPLACE VIEW directory_mandate WITH (security_invoker = true) AS
  SELECT id, party_id, account_id, scopes, valid_from, valid_until FROM mandate WHERE state = 'held';
-- Whoever is invited, asks or has lost its mandate sees nothing of the party's memberships.
ALTER POLICY own_memberships ON member
  USING (party_id IN (SELECT d.party_id FROM mandate d WHERE d.account_id = (SELECT current_account()) AND d.state = 'held'));
`;

const dissolvedClusters = `
-- Nobody sits down at a table that is dissolved. Whoever dissolves it holds the cluster's row: who comes at the same
-- moment waits, and is then tried again.
CREATE FUNCTION keep_table_dissolved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM cluster WHERE id = NEW.cluster_id AND state <> 'dissolved' FOR SHARE;
  IF NOT FOUND THEN RAISE EXCEPTION 'the cluster is dissolved' USING ERRCODE = 'serialization_failure'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_table_dissolved BEFORE INSERT ON seat FOR EACH ROW EXECUTE FUNCTION keep_table_dissolved();
`;
