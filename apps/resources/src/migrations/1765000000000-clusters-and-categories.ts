import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What resources knows of clusters, and the categories of their own. */
export class ClustersAndCategories1765000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE directory_cluster (
  cluster_id uuid PRIMARY KEY,
  -- Each is told apart, and what was told before the service followed is not known.
  name text,
  confirmation_days int CHECK (confirmation_days > 0)
);
CALL guard_by_cluster('directory_cluster');
CREATE TRIGGER revise_directory AFTER INSERT OR UPDATE ON directory_cluster FOR EACH STATEMENT EXECUTE FUNCTION revise_directory();
ALTER TABLE directory_initiative ADD COLUMN title text;

CREATE TABLE category (
  id uuid NOT NULL,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  code text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('human', 'financial', 'informational', 'material')),
  name jsonb NOT NULL,
  units text[] NOT NULL,
  broader text,
  added_by uuid NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, id),
  CHECK ((kind = 'financial') = (cardinality(units) = 0))
);
CREATE UNIQUE INDEX category_code ON category (cluster_id, code);
CALL guard_by_cluster('category');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON category FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER revise_directory AFTER INSERT ON category FOR EACH STATEMENT EXECUTE FUNCTION revise_directory();

GRANT SELECT, INSERT, UPDATE ON directory_cluster TO resources;
GRANT SELECT, INSERT ON category TO resources;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
