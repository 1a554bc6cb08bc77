import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a party is beside its name, names that are found however they are written, and mandates that begin and end. */
export class PartiesAndMandates1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
-- Names are compared without case, diacritics and quotation marks. IMMUTABLE, as an index wants it: unaccent is not.
CREATE FUNCTION fold(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN translate(lower(name), 'ąćęłńóśźżáäâàčďéěëèíîïľĺňôöŕřšťúůüûýž„”"''’', 'acelnoszzaaaacdeeeeiiillnoorrstuuuuyz');

ALTER TABLE party
  ADD legal_form text,
  ADD register text NOT NULL DEFAULT 'none' CHECK (register IN ('krs', 'ceidg', 'arimr', 'district', 'church', 'none')),
  ADD activities text[] NOT NULL DEFAULT '{}',
  ADD patron_party_id uuid REFERENCES party,
  ADD patron_confirmed_at timestamptz,
  ADD folded_name text GENERATED ALWAYS AS (fold(name)) STORED,
  ADD CONSTRAINT party_patron CHECK (patron_party_id IS NULL OR (kind = 'group' AND patron_party_id <> id)),
  ADD CHECK (patron_confirmed_at IS NULL OR patron_party_id IS NOT NULL);
CREATE INDEX party_by_folded_name ON party USING gin (folded_name public.gin_trgm_ops);
CREATE INDEX party_by_municipality ON party (fold(municipality));
CREATE INDEX party_by_creation ON party (created_at, id);

ALTER TABLE mandate
  ADD state text NOT NULL DEFAULT 'held' CHECK (state IN ('invited', 'requested', 'held', 'ended')),
  ADD ended_at timestamptz,
  ADD CHECK ((state = 'ended') = (ended_at IS NOT NULL));
ALTER TABLE mandate ALTER state DROP DEFAULT;
-- One account acts for a party by one mandate at a time.
CREATE UNIQUE INDEX mandate_current ON mandate (party_id, account_id) WHERE state <> 'ended';

CREATE OR REPLACE VIEW directory_mandate WITH (security_invoker = true) AS
  SELECT id, party_id, account_id, scopes, valid_from, valid_until FROM mandate WHERE state = 'held';`);
  }

  async down(): Promise<void> {
    throw new Error('mandates that have ended would be held again');
  }
}
