import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lessons, and what the whole federation finds: novelties and lessons by their words. */
export class Experience1767000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE lesson (
  id uuid PRIMARY KEY,
  cluster_id uuid NOT NULL,
  initiative_id uuid NOT NULL,
  title text NOT NULL,
  text text NOT NULL,
  told_by uuid NOT NULL,
  told_at timestamptz NOT NULL,
  FOREIGN KEY (initiative_id, cluster_id) REFERENCES initiative (id, cluster_id)
);
CREATE INDEX lesson_of_initiative ON lesson (initiative_id, id);
CALL guard_by_cluster('lesson');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON lesson FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Seen everywhere, written by its own cluster alone.
CREATE TABLE experience (
  id uuid PRIMARY KEY,
  cluster_id uuid NOT NULL,
  initiative_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('novelty', 'lesson')),
  title text NOT NULL,
  text text NOT NULL,
  cluster_name text,
  initiative_title text NOT NULL,
  published_at timestamptz(3) NOT NULL
);
CREATE INDEX experience_newest ON experience (published_at, id);
CREATE INDEX experience_newest_of_kind ON experience (kind, published_at, id);
-- By what it is found: each stem of its words is a row, with all that a search needs to choose and to order by.
CREATE TABLE experience_term (
  experience_id uuid NOT NULL REFERENCES experience,
  cluster_id uuid NOT NULL,
  kind text NOT NULL,
  term text NOT NULL,
  published_at timestamptz(3) NOT NULL,
  PRIMARY KEY (experience_id, term)
);
CREATE INDEX experience_of_term ON experience_term (term) INCLUDE (kind, published_at, experience_id);
ALTER TABLE experience ENABLE ROW LEVEL SECURITY;
ALTER TABLE experience FORCE ROW LEVEL SECURITY;
ALTER TABLE experience_term ENABLE ROW LEVEL SECURITY;
ALTER TABLE experience_term FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON experience FOR SELECT USING (true);
CREATE POLICY added ON experience FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster()));
CREATE POLICY seen ON experience_term FOR SELECT USING (true);
CREATE POLICY added ON experience_term FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster()));
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON experience FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON lesson, experience, experience_term TO initiatives;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
