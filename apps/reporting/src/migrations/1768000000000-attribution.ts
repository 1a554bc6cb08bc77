import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For which cluster a contribution counts: its giver's, which is another than the initiative's where that goes across clusters. */
export class Attribution1768000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
-- INV: each counts for exactly one. What was told before counts where it was told; who still counts without saying so does it there, too.
ALTER TABLE contribution_entry ADD COLUMN attributed_to uuid;
ALTER TABLE contribution_total ADD COLUMN attributed_to uuid;
ALTER TABLE contribution_entry ALTER COLUMN attributed_to SET DEFAULT current_cluster();
ALTER TABLE contribution_total ALTER COLUMN attributed_to SET DEFAULT current_cluster();
ALTER TABLE contribution_entry NO FORCE ROW LEVEL SECURITY;
ALTER TABLE contribution_total NO FORCE ROW LEVEL SECURITY;
UPDATE contribution_entry SET attributed_to = cluster_id;
UPDATE contribution_total SET attributed_to = cluster_id;
ALTER TABLE contribution_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE contribution_total FORCE ROW LEVEL SECURITY;
ALTER TABLE contribution_entry ALTER COLUMN attributed_to SET NOT NULL;
ALTER TABLE contribution_total ALTER COLUMN attributed_to SET NOT NULL;
DROP INDEX contribution_entry_by_time;
CREATE INDEX contribution_entry_by_time ON contribution_entry (attributed_to, recorded_at);
CREATE INDEX contribution_total_of ON contribution_total (attributed_to);

-- Written where it was told; seen there and where it counts.
DROP POLICY by_cluster ON contribution_entry;
CREATE POLICY seen ON contribution_entry FOR SELECT USING (cluster_id = (SELECT current_cluster()) OR attributed_to = (SELECT current_cluster()));
CREATE POLICY added ON contribution_entry FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster()));
CREATE POLICY changed ON contribution_entry FOR UPDATE USING (cluster_id = (SELECT current_cluster())) WITH CHECK (cluster_id = (SELECT current_cluster()));
DROP POLICY by_cluster ON contribution_total;
CREATE POLICY seen ON contribution_total FOR SELECT USING (cluster_id = (SELECT current_cluster()) OR attributed_to = (SELECT current_cluster()));
CREATE POLICY added ON contribution_total FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster()));
CREATE POLICY changed ON contribution_total FOR UPDATE USING (cluster_id = (SELECT current_cluster())) WITH CHECK (cluster_id = (SELECT current_cluster()));
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
