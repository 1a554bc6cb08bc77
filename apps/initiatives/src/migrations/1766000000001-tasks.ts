import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks of initiatives, and which come before which. */
export class Tasks1766000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE task (
  id uuid NOT NULL,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  initiative_id uuid NOT NULL,
  title text NOT NULL,
  description text,
  responsible uuid[] NOT NULL CHECK (cardinality(responsible) > 0),
  accountable uuid NOT NULL,
  consulted uuid[] NOT NULL,
  informed uuid[] NOT NULL,
  due date,
  depends_on uuid[] NOT NULL,
  state text NOT NULL CHECK (state IN ('to-do', 'doing', 'done', 'dropped')),
  added_by uuid NOT NULL,
  added_at timestamptz NOT NULL,
  done_at timestamptz,
  reason text,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (initiative_id, cluster_id) REFERENCES initiative (id, cluster_id),
  CHECK ((state = 'done') = (done_at IS NOT NULL)),
  CHECK ((state = 'dropped') = (reason IS NOT NULL))
);
CREATE INDEX task_of_initiative ON task (initiative_id, id);
CALL guard_by_cluster('task');

-- INV: no task waits for itself, not by way of others either. Whoever changes tasks of an initiative holds its lock.
CREATE FUNCTION refuse_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(NEW.depends_on) > 0 AND EXISTS (
    WITH RECURSIVE before (id) AS (
      SELECT unnest(NEW.depends_on)
      UNION
      SELECT unnest(t.depends_on) FROM task t JOIN before b ON t.id = b.id AND t.cluster_id = NEW.cluster_id
    ) SELECT FROM before WHERE id = NEW.id) THEN
    RAISE EXCEPTION 'task % would wait for itself', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'task_cycle';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER refuse_cycle AFTER INSERT OR UPDATE OF depends_on ON task FOR EACH ROW EXECUTE FUNCTION refuse_cycle();

GRANT SELECT, INSERT, UPDATE ON task TO initiatives;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
