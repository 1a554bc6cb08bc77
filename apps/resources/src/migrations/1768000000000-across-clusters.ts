import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Partners who come and go, and initiatives in which other clusters take part. */
export class AcrossClusters1768000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
-- At whose table a partner sits; null where that was told before initiatives went across clusters: at this one's.
-- Who has left is on no side any more, but what it gave still counts for its cluster.
ALTER TABLE directory_partner ADD COLUMN home_cluster_id uuid, ADD COLUMN left_at timestamptz;
GRANT UPDATE ON directory_partner TO resources;

-- Another cluster that takes part in an initiative. The home sees it and so does that cluster itself.
CREATE TABLE directory_guest (
  initiative_id uuid NOT NULL,
  -- The home.
  cluster_id uuid NOT NULL,
  guest_cluster_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('accepted', 'leaving', 'left')),
  PRIMARY KEY (initiative_id, guest_cluster_id),
  CHECK (guest_cluster_id <> cluster_id)
);
CREATE INDEX directory_guest_of ON directory_guest (guest_cluster_id);
ALTER TABLE directory_guest ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_guest FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON directory_guest FOR SELECT USING (cluster_id = (SELECT current_cluster()) OR guest_cluster_id = (SELECT current_cluster()));
CREATE POLICY added ON directory_guest FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster()));
CREATE POLICY changed ON directory_guest FOR UPDATE USING (cluster_id = (SELECT current_cluster())) WITH CHECK (cluster_id = (SELECT current_cluster()));
-- Who takes part where is remembered: whoever relies on it is told when it changes.
CREATE TRIGGER revise_directory AFTER INSERT OR UPDATE ON directory_guest FOR EACH STATEMENT EXECUTE FUNCTION revise_directory();

GRANT SELECT, INSERT, UPDATE ON directory_guest TO resources;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
