import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rate tables in dated versions. */
export class RateTables1765000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE rate_table (
  id uuid NOT NULL,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  name text NOT NULL,
  basis text NOT NULL,
  currency text NOT NULL,
  opened_by uuid NOT NULL,
  opened_at timestamptz NOT NULL,
  versions int NOT NULL CHECK (versions >= 1),
  PRIMARY KEY (cluster_id, id)
);
CREATE UNIQUE INDEX rate_table_name ON rate_table (cluster_id, lower(name));
CALL guard_by_cluster('rate_table');
-- Values were declared by what it says: only how many versions it has changes.
CREATE TRIGGER keep_what_it_says BEFORE UPDATE ON rate_table FOR EACH ROW
  WHEN (ROW(OLD.id, OLD.cluster_id, OLD.name, OLD.basis, OLD.currency, OLD.opened_by, OLD.opened_at) IS DISTINCT FROM ROW(NEW.id, NEW.cluster_id, NEW.name, NEW.basis, NEW.currency, NEW.opened_by, NEW.opened_at))
  EXECUTE FUNCTION refuse_change();

CREATE TABLE rate_table_version (
  cluster_id uuid NOT NULL,
  rate_table_id uuid NOT NULL,
  number int NOT NULL CHECK (number >= 1),
  valid_from date NOT NULL,
  rates jsonb NOT NULL,
  published_by uuid NOT NULL,
  published_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, rate_table_id, number),
  FOREIGN KEY (cluster_id, rate_table_id) REFERENCES rate_table
);
CALL guard_by_cluster('rate_table_version');
-- INV: a published version never changes.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rate_table_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- What is remembered of a table holds until somebody publishes.
CREATE TRIGGER revise_directory AFTER INSERT ON rate_table_version FOR EACH STATEMENT EXECUTE FUNCTION revise_directory();

GRANT SELECT, INSERT, UPDATE ON rate_table TO resources;
GRANT SELECT, INSERT ON rate_table_version TO resources;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
