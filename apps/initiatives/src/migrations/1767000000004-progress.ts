import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What resources has told of needs, promises and contributions of initiatives; and the journal of one initiative. */
export class Progress1767000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE seen_need (
  id uuid PRIMARY KEY,
  cluster_id uuid NOT NULL,
  initiative_id uuid NOT NULL,
  kind text NOT NULL,
  category text NOT NULL,
  unit text NOT NULL,
  needed text NOT NULL,
  promised text NOT NULL,
  given text NOT NULL,
  until_day date,
  state text NOT NULL
);
CREATE INDEX seen_need_of_initiative ON seen_need (initiative_id, id);
CALL guard_by_cluster('seen_need');

CREATE TABLE seen_pledge (
  id uuid PRIMARY KEY,
  cluster_id uuid NOT NULL,
  initiative_id uuid NOT NULL,
  giver uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'accepted', 'partly-fulfilled', 'fulfilled', 'declined', 'cancelled', 'lapsed'))
);
CREATE INDEX seen_pledge_of_initiative ON seen_pledge (initiative_id, state);
CALL guard_by_cluster('seen_pledge');

-- What takes another back counts below zero: both count once they are confirmed.
CREATE TABLE seen_contribution (
  id uuid PRIMARY KEY,
  cluster_id uuid NOT NULL,
  initiative_id uuid NOT NULL,
  giver uuid NOT NULL,
  kind text NOT NULL,
  -- The unit, or the currency of money.
  unit text NOT NULL,
  -- For money in minor units.
  value numeric(30, 6) NOT NULL,
  state text NOT NULL CHECK (state IN ('recorded', 'disputed', 'confirmed', 'voided'))
);
CREATE INDEX seen_contribution_of_initiative ON seen_contribution (initiative_id, state) INCLUDE (giver, kind, unit, value);
CALL guard_by_cluster('seen_contribution');

-- Which initiative an entry tells of: read out of the bytes that are kept, of older entries too.
ALTER TABLE journal ADD COLUMN about uuid GENERATED ALWAYS AS ((envelope::json -> 'data' ->> 'initiativeId')::uuid) STORED;
CREATE INDEX journal_about ON journal (about, id) WHERE about IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON seen_need, seen_pledge, seen_contribution TO initiatives;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
