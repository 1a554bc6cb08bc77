import { directorySchema } from '@klaster/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Initiatives with their partners and agreements, and what is known here of members. */
export class Foundation1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(directorySchema('initiatives'));
    await runner.query(`
CREATE TABLE initiative (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  title text NOT NULL,
  summary text NOT NULL,
  novelty text NOT NULL,
  state text NOT NULL CHECK (state IN ('idea', 'forming', 'running', 'closing', 'closed', 'abandoned')),
  brought_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  UNIQUE (id, cluster_id),
  CHECK (CASE WHEN state IN ('idea', 'forming') THEN started_at IS NULL WHEN state <> 'abandoned' THEN started_at IS NOT NULL ELSE true END)
);
CREATE INDEX initiative_by_cluster ON initiative (cluster_id, id);
CALL guard_by_cluster('initiative');

-- INV: a member joins an initiative once. The places are the order in which they joined, without gaps.
CREATE TABLE initiative_partner (
  initiative_id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  member_id uuid NOT NULL,
  place int NOT NULL CHECK (place >= 1),
  coordinator boolean NOT NULL,
  joined_at timestamptz NOT NULL,
  CONSTRAINT initiative_partner_once PRIMARY KEY (initiative_id, member_id),
  CONSTRAINT initiative_partner_place UNIQUE (initiative_id, place),
  FOREIGN KEY (initiative_id, cluster_id) REFERENCES initiative (id, cluster_id)
);
CALL guard_by_cluster('initiative_partner');

-- INV: the hash is that of the text.
CREATE TABLE agreement_version (
  initiative_id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  number int NOT NULL CHECK (number >= 1),
  text text NOT NULL,
  text_sha256 text NOT NULL CHECK (text_sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex')),
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  CONSTRAINT agreement_version_number PRIMARY KEY (initiative_id, number),
  UNIQUE (initiative_id, number, text_sha256),
  FOREIGN KEY (initiative_id, cluster_id) REFERENCES initiative (id, cluster_id),
  FOREIGN KEY (initiative_id, proposed_by) REFERENCES initiative_partner (initiative_id, member_id)
);
CALL guard_by_cluster('agreement_version');

-- INV: a partner signs a version once, and only the very text of that version.
CREATE TABLE agreement_signature (
  initiative_id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  number int NOT NULL,
  member_id uuid NOT NULL,
  text_sha256 text NOT NULL,
  signed_at timestamptz NOT NULL,
  CONSTRAINT agreement_signature_once PRIMARY KEY (initiative_id, number, member_id),
  FOREIGN KEY (initiative_id, number, text_sha256) REFERENCES agreement_version (initiative_id, number, text_sha256),
  FOREIGN KEY (initiative_id, member_id) REFERENCES initiative_partner (initiative_id, member_id),
  FOREIGN KEY (initiative_id, cluster_id) REFERENCES initiative (id, cluster_id)
);
CALL guard_by_cluster('agreement_signature');

-- INV: an agreement's text never changes, and what was signed stays signed.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON agreement_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON agreement_signature FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE ON initiative TO initiatives;
GRANT SELECT, INSERT ON initiative_partner, agreement_version, agreement_signature TO initiatives;
`);
  }

  async down(): Promise<void> {
    throw new Error('a foundation is not taken back');
  }
}
