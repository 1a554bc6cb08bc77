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
CREATE INDEX file_by_hash ON file (cluster_id, sha256);
CALL guard_by_cluster('file');

GRANT SELECT, INSERT ON file TO resources;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
