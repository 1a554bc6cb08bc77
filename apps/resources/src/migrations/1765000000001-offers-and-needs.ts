import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Offers with what they hold, and needs. */
export class OffersAndNeeds1765000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE offer (
  id uuid NOT NULL,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  member_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('human', 'financial', 'informational', 'material')),
  category text NOT NULL,
  title text NOT NULL,
  description text,
  sharing text NOT NULL CHECK (sharing IN ('exclusive', 'counted', 'stock', 'unlimited')),
  quantity jsonb CHECK ((quantity ->> 'value')::numeric > 0),
  amount jsonb CHECK ((amount ->> 'amountMinor')::bigint > 0),
  hours_per_day text,
  from_day date,
  until_day date CHECK (until_day >= from_day),
  windows jsonb NOT NULL,
  conditions jsonb,
  municipality text,
  visibility text NOT NULL CHECK (visibility IN ('cluster', 'federation', 'public')),
  state text NOT NULL CHECK (state IN ('draft', 'published', 'paused', 'withdrawn', 'exhausted', 'expired')),
  created_at timestamptz NOT NULL,
  published_at timestamptz,
  PRIMARY KEY (cluster_id, id),
  -- Knowledge alone is shared without end, and it alone has conditions.
  CHECK (sharing <> 'unlimited' OR kind = 'informational'),
  CHECK ((kind = 'informational') = (conditions IS NOT NULL)),
  CHECK (kind <> 'financial' OR (sharing = 'stock' AND amount IS NOT NULL)),
  CHECK (sharing NOT IN ('counted', 'stock') OR (quantity IS NULL) <> (amount IS NULL))
);
CREATE INDEX offer_of_member ON offer (cluster_id, member_id, id);
CALL guard_by_cluster('offer');

CREATE TABLE need (
  id uuid NOT NULL,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  receiver jsonb NOT NULL,
  raised_by uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('human', 'financial', 'informational', 'material')),
  category text NOT NULL,
  title text NOT NULL,
  description text,
  quantity jsonb CHECK ((quantity ->> 'value')::numeric > 0),
  amount jsonb CHECK ((amount ->> 'amountMinor')::bigint > 0),
  hours_per_day text,
  from_day date,
  until_day date CHECK (until_day >= from_day),
  windows jsonb NOT NULL,
  municipality text,
  visibility text NOT NULL CHECK (visibility IN ('cluster', 'federation', 'public')),
  state text NOT NULL CHECK (state IN ('open', 'partly-met', 'met', 'cancelled', 'expired')),
  -- In the base unit of the dimension, for money in minor units: exact.
  promised numeric(36, 12) NOT NULL CHECK (promised >= 0),
  given numeric(36, 12) NOT NULL CHECK (given >= 0),
  raised_at timestamptz NOT NULL,
  -- Why it was cancelled.
  reason text,
  -- Who needs it, as columns of their own: beneath row security no index reaches into jsonb.
  receiver_member uuid GENERATED ALWAYS AS ((receiver ->> 'memberId')::uuid) STORED,
  receiver_initiative uuid GENERATED ALWAYS AS ((receiver ->> 'initiativeId')::uuid) STORED,
  PRIMARY KEY (cluster_id, id),
  CHECK ((receiver_member IS NULL) <> (receiver_initiative IS NULL)),
  CHECK ((quantity IS NULL) <> (amount IS NULL)),
  CHECK ((kind = 'financial') = (amount IS NOT NULL))
);
CREATE INDEX need_of_member ON need (cluster_id, receiver_member, id) WHERE receiver_member IS NOT NULL;
CREATE INDEX need_of_initiative ON need (cluster_id, receiver_initiative, id) WHERE receiver_initiative IS NOT NULL;
CREATE INDEX need_by_state ON need (cluster_id, state, id);
CREATE INDEX need_by_category ON need (cluster_id, category, id);
CREATE INDEX need_by_kind ON need (cluster_id, kind, id);
CALL guard_by_cluster('need');

GRANT SELECT, INSERT, UPDATE ON offer, need TO resources;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
