import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who attended an assembly, and its minutes. */
export class Assemblies1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE attendance (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  assembly_id uuid NOT NULL REFERENCES assembly,
  member_id uuid NOT NULL REFERENCES member,
  represented_by uuid REFERENCES member,
  recorded_by uuid NOT NULL,
  arrived_at timestamptz NOT NULL,
  CONSTRAINT attendance_seat UNIQUE (assembly_id, member_id)
);
CALL guard_by_cluster('attendance');

-- INV: a seat attends while the assembly is in session. Attending shares a lock that closing takes alone.
CREATE FUNCTION keep_closed_attendance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM assembly a WHERE a.id = NEW.assembly_id AND a.state = 'in-session') THEN
    RAISE EXCEPTION 'the assembly is not in session' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_closed_attendance BEFORE INSERT ON attendance FOR EACH ROW EXECUTE FUNCTION keep_closed_attendance();

CREATE TABLE minutes (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  assembly_id uuid NOT NULL UNIQUE REFERENCES assembly,
  text jsonb NOT NULL,
  sha256 text NOT NULL,
  written_by uuid,
  written_at timestamptz NOT NULL,
  approved_by uuid,
  approved_at timestamptz,
  CHECK (num_nonnulls(approved_by, approved_at) IN (0, 2)),
  CHECK (approved_by IS DISTINCT FROM written_by OR approved_by IS NULL)
);
CALL guard_by_cluster('minutes');

-- INV: approved minutes never change.
CREATE FUNCTION keep_approved_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.approved_at IS NOT NULL THEN RAISE EXCEPTION 'approved minutes never change' USING ERRCODE = 'restrict_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_approved_minutes BEFORE UPDATE ON minutes FOR EACH ROW EXECUTE FUNCTION keep_approved_minutes();

GRANT SELECT, INSERT ON attendance TO membership;
GRANT SELECT, INSERT, UPDATE ON minutes TO membership;`);
  }

  async down(): Promise<void> {
    throw new Error('minutes are kept');
  }
}
