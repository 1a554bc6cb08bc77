import { directorySchema } from '@klaster/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The register and the read models. Nothing here depends on when it was written: the same events give the same rows.
 */
export class Foundation1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(directorySchema('reporting'));
    await runner.query(`
-- How many entries each register has: the place of the next.
CREATE TABLE register_head (cluster_id uuid PRIMARY KEY, size bigint NOT NULL CHECK (size >= 0)) WITH (fillfactor = 50);
CALL guard_by_cluster('register_head');

CREATE TABLE register_entry (
  cluster_id uuid NOT NULL,
  index bigint NOT NULL CHECK (index >= 0),
  event_id uuid NOT NULL,
  type text NOT NULL,
  subject uuid NOT NULL,
  time timestamptz NOT NULL,
  source text NOT NULL,
  position bigint NOT NULL CHECK (position >= 1),
  shard smallint NOT NULL,
  chain bytea NOT NULL CHECK (length(chain) = 32),
  facts jsonb NOT NULL,
  PRIMARY KEY (cluster_id, index),
  -- INV: a fact stands in the register once.
  CONSTRAINT register_entry_once UNIQUE (cluster_id, event_id)
);
CALL guard_by_cluster('register_entry');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON register_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every contribution with the instants that decide since when it counts, and how.
CREATE TABLE contribution_entry (
  cluster_id uuid NOT NULL,
  contribution_id uuid NOT NULL,
  member_id uuid NOT NULL,
  kind text NOT NULL,
  category text NOT NULL,
  unit text NOT NULL,
  -- Negative where it takes another entry back.
  value numeric(30, 6) NOT NULL,
  recorded_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  voided_at timestamptz,
  PRIMARY KEY (cluster_id, contribution_id),
  CHECK (confirmed_at IS NULL OR voided_at IS NULL)
) WITH (fillfactor = 80);
CREATE INDEX contribution_entry_by_time ON contribution_entry (cluster_id, recorded_at);
CALL guard_by_cluster('contribution_entry');

-- The sums over those entries as they stand now.
CREATE TABLE contribution_total (
  cluster_id uuid NOT NULL,
  member_id uuid NOT NULL,
  kind text NOT NULL,
  category text NOT NULL,
  unit text NOT NULL,
  recorded numeric(30, 6) NOT NULL,
  confirmed numeric(30, 6) NOT NULL,
  entries bigint NOT NULL CHECK (entries >= 0),
  PRIMARY KEY (cluster_id, member_id, kind, category, unit)
) WITH (fillfactor = 50);
CALL guard_by_cluster('contribution_total');

GRANT SELECT, INSERT, UPDATE ON register_head, contribution_entry, contribution_total TO reporting;
GRANT SELECT, INSERT ON register_entry TO reporting;
`);
  }

  async down(): Promise<void> {
    throw new Error('a foundation is not taken back');
  }
}
