import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Goals of initiatives and their measurements. */
export class Goals1766000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE goal (
  id uuid NOT NULL,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  initiative_id uuid NOT NULL,
  -- Whose autonomous goal it is.
  member_id uuid,
  visible_to text NOT NULL CHECK (visible_to IN ('cluster', 'partners', 'partner')),
  title text NOT NULL,
  indicator text NOT NULL,
  unit text NOT NULL,
  baseline numeric(18, 6) NOT NULL,
  target numeric(18, 6) NOT NULL,
  due date NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'reached', 'missed', 'dropped')),
  latest jsonb,
  set_by uuid NOT NULL,
  set_at timestamptz NOT NULL,
  ended_at timestamptz,
  reason text,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (initiative_id, cluster_id) REFERENCES initiative (id, cluster_id),
  CHECK (baseline <> target),
  -- What is of all is open to all (F11).
  CHECK (member_id IS NOT NULL OR visible_to = 'cluster'),
  CHECK ((state = 'open') = (ended_at IS NULL)),
  CHECK ((state = 'dropped') = (reason IS NOT NULL))
);
CREATE INDEX goal_of_initiative ON goal (initiative_id, id);
CALL guard_by_cluster('goal');

CREATE TABLE measurement (
  id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  goal_id uuid NOT NULL,
  value numeric(18, 6) NOT NULL,
  measured_on date NOT NULL,
  note text,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, goal_id) REFERENCES goal
);
CREATE INDEX measurement_of_goal ON measurement (cluster_id, goal_id, id);
CALL guard_by_cluster('measurement');
-- INV: what was measured is never edited.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON measurement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE ON goal TO initiatives;
GRANT SELECT, INSERT ON measurement TO initiatives;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
