import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Benefits, and what partners have stated about theirs. */
export class Benefits1767000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE benefit (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  initiative_id uuid NOT NULL,
  -- Who benefits; null: all.
  member_id uuid,
  kind text NOT NULL,
  description text NOT NULL,
  quantity jsonb,
  -- The version of the agreement that expects it.
  agreement_number int,
  state text NOT NULL CHECK (state IN ('expected', 'delivered', 'acknowledged')),
  entered_at timestamptz NOT NULL,
  delivered jsonb,
  acknowledged jsonb,
  FOREIGN KEY (initiative_id, cluster_id) REFERENCES initiative (id, cluster_id),
  CHECK ((state = 'expected') = (delivered IS NULL)),
  CHECK ((state = 'acknowledged') = (acknowledged IS NOT NULL)),
  CHECK (state <> 'expected' OR agreement_number IS NOT NULL)
);
CREATE INDEX benefit_of_initiative ON benefit (initiative_id, id);
CALL guard_by_cluster('benefit');

CREATE TABLE benefit_statement (
  initiative_id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  member_id uuid NOT NULL,
  none boolean NOT NULL,
  note text,
  acknowledged int NOT NULL,
  stated_at timestamptz NOT NULL,
  PRIMARY KEY (initiative_id, member_id),
  FOREIGN KEY (initiative_id, member_id) REFERENCES initiative_partner (initiative_id, member_id),
  FOREIGN KEY (initiative_id, cluster_id) REFERENCES initiative (id, cluster_id),
  CHECK (none = (acknowledged = 0))
);
CALL guard_by_cluster('benefit_statement');

-- INV: an initiative is closed only when every partner has stated its benefits.
CREATE FUNCTION refuse_unstated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM initiative_partner p WHERE p.initiative_id = NEW.id AND p.state IN ('partner', 'leaving')
       AND NOT EXISTS (SELECT FROM benefit_statement s WHERE s.initiative_id = NEW.id AND s.member_id = p.member_id)) THEN
    RAISE EXCEPTION 'a partner has not stated its benefits' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_unstated';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER refuse_unstated AFTER UPDATE OF state ON initiative FOR EACH ROW WHEN (NEW.state = 'closed') EXECUTE FUNCTION refuse_unstated();

GRANT SELECT, INSERT, UPDATE ON benefit, benefit_statement TO initiatives;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
