import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which files members have sent; the bytes are kept elsewhere, by their hash. */
export class Files1765000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE file (
  id uuid NOT NULL,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  name text NOT NULL,
  size int NOT NULL CHECK (size > 0),
  media_type text NOT NULL,
  kept_by uuid NOT NULL,
  kept_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, id)
);
CREATE UNIQUE INDEX file_of_member ON file (cluster_id, kept_by, sha256);
CREATE INDEX file_newest ON file (cluster_id, kept_by, id);
CREATE INDEX file_by_hash ON file (cluster_id, sha256);
CALL guard_by_cluster('file');

-- How much a cluster keeps, and how much it may: 1 GiB, where the operator has not given it more.
CREATE TABLE file_room (
  cluster_id uuid PRIMARY KEY,
  bytes bigint NOT NULL,
  most_bytes bigint NOT NULL DEFAULT 1073741824,
  -- INV: a cluster never keeps more than it may.
  CONSTRAINT files_full CHECK (bytes <= most_bytes)
);
CALL guard_by_cluster('file_room');

-- The row of the cluster makes those wait for each other who keep files at the same moment.
CREATE FUNCTION take_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO file_room AS room (cluster_id, bytes) VALUES (NEW.cluster_id, NEW.size)
    ON CONFLICT (cluster_id) DO UPDATE SET bytes = room.bytes + excluded.bytes;
  RETURN NULL;
END $$;
CREATE TRIGGER take_room AFTER INSERT ON file FOR EACH ROW EXECUTE FUNCTION take_room();

-- Which documents show which entries of purses, beside contribution_evidence: whose file may be seen.
CREATE TABLE purse_evidence (
  cluster_id uuid NOT NULL,
  sha256 text NOT NULL,
  entry_id uuid NOT NULL,
  PRIMARY KEY (cluster_id, sha256, entry_id)
);
CALL guard_by_cluster('purse_evidence');

CREATE FUNCTION note_purse_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO purse_evidence SELECT DISTINCT NEW.cluster_id, e ->> 'sha256', NEW.id FROM jsonb_array_elements(NEW.evidence) AS e;
  RETURN NULL;
END $$;
CREATE TRIGGER note_evidence AFTER INSERT ON purse_entry FOR EACH ROW WHEN (NEW.evidence <> '[]') EXECUTE FUNCTION note_purse_evidence();

GRANT SELECT, INSERT ON file, purse_evidence TO resources;
GRANT SELECT, INSERT (cluster_id, bytes), UPDATE (bytes) ON file_room TO resources;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
