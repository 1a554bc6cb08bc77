import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pledges, and the reservations by which they hold what is offered: never more than there is. */
export class Pledges1765000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE pledge (
  id uuid NOT NULL,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  giver uuid NOT NULL,
  receiver jsonb NOT NULL,
  need_id uuid,
  offer_id uuid,
  kind text NOT NULL CHECK (kind IN ('human', 'financial', 'informational', 'material')),
  category text NOT NULL,
  quantity jsonb CHECK ((quantity ->> 'value')::numeric > 0),
  amount jsonb CHECK ((amount ->> 'amountMinor')::bigint > 0),
  hours_per_day text,
  at_once text,
  spans jsonb NOT NULL,
  by_day date NOT NULL,
  note text,
  state text NOT NULL CHECK (state IN ('proposed', 'accepted', 'partly-fulfilled', 'fulfilled', 'declined', 'cancelled', 'lapsed')),
  -- In the base unit of the dimension, for money in minor units: exact.
  given numeric(36, 12) NOT NULL CHECK (given >= 0),
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  -- INV: never accepted by the member that proposed it.
  accepted_by uuid CHECK (accepted_by <> proposed_by),
  accepted_at timestamptz,
  ended_at timestamptz,
  reason text,
  -- Who receives, as columns of their own: beneath row security no index reaches into jsonb.
  receiver_member uuid GENERATED ALWAYS AS ((receiver ->> 'memberId')::uuid) STORED CHECK (receiver_member <> giver),
  receiver_initiative uuid GENERATED ALWAYS AS ((receiver ->> 'initiativeId')::uuid) STORED,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, offer_id) REFERENCES offer,
  FOREIGN KEY (cluster_id, need_id) REFERENCES need,
  CHECK ((quantity IS NULL) <> (amount IS NULL)),
  CHECK ((kind = 'financial') = (amount IS NOT NULL)),
  CHECK ((receiver_member IS NULL) <> (receiver_initiative IS NULL)),
  CHECK ((accepted_by IS NULL) = (accepted_at IS NULL)),
  CHECK (state NOT IN ('accepted', 'partly-fulfilled', 'fulfilled') OR accepted_by IS NOT NULL),
  CHECK ((state IN ('declined', 'cancelled', 'lapsed')) = (ended_at IS NOT NULL))
);
CREATE INDEX pledge_of_giver ON pledge (cluster_id, giver, id);
CREATE INDEX pledge_of_receiver ON pledge (cluster_id, receiver_member, id) WHERE receiver_member IS NOT NULL;
CREATE INDEX pledge_of_initiative ON pledge (cluster_id, receiver_initiative, id) WHERE receiver_initiative IS NOT NULL;
CREATE INDEX pledge_of_offer ON pledge (cluster_id, offer_id, id) WHERE offer_id IS NOT NULL;
CREATE INDEX pledge_of_need ON pledge (cluster_id, need_id, id) WHERE need_id IS NOT NULL;
CREATE INDEX pledge_by_state ON pledge (cluster_id, state, id);
CALL guard_by_cluster('pledge');

-- What an offer holds at most, and what of a stock is taken: apart from the offer, so that its row lock is all that pledges wait for.
CREATE TABLE offer_capacity (
  offer_id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  sharing text NOT NULL CHECK (sharing IN ('exclusive', 'counted', 'stock', 'unlimited')),
  -- In the base unit of the dimension, for money in minor units; null for what is shared to one at a time, or without end.
  capacity numeric(36, 12),
  -- Of a stock: what is reserved of it, and what confirmed contributions have given of it.
  reserved numeric(36, 12) NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  given numeric(36, 12) NOT NULL DEFAULT 0 CHECK (given >= 0),
  -- The version of the offer that said it last, or took it back: who promises by an older one has to read it again.
  terms int NOT NULL,
  PRIMARY KEY (cluster_id, offer_id),
  FOREIGN KEY (cluster_id, offer_id) REFERENCES offer,
  CHECK (sharing IN ('counted', 'stock') = (capacity IS NOT NULL)),
  -- INV: a stock is never promised beyond what there is.
  CONSTRAINT capacity_taken CHECK (sharing <> 'stock' OR reserved <= capacity)
) WITH (fillfactor = 50);
CALL guard_by_cluster('offer_capacity');

CREATE TABLE reservation (
  id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  offer_id uuid NOT NULL,
  pledge_id uuid NOT NULL,
  sharing text NOT NULL CHECK (sharing IN ('exclusive', 'counted', 'stock')),
  -- When, for what is shared by time.
  during tstzrange CHECK (lower_inc(during) AND NOT upper_inc(during) AND coalesce(isfinite(lower(during)) AND isfinite(upper(during)), during IS NULL)),
  quantity numeric(36, 12) NOT NULL CHECK (quantity > 0),
  -- For looking up by time beneath row security, where no operator of ranges uses an index.
  starts_at timestamptz GENERATED ALWAYS AS (lower(during)) STORED,
  ends_at timestamptz GENERATED ALWAYS AS (upper(during)) STORED,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, offer_id) REFERENCES offer_capacity,
  FOREIGN KEY (cluster_id, pledge_id) REFERENCES pledge,
  CHECK (sharing IN ('exclusive', 'counted') = (during IS NOT NULL)),
  -- INV: what is exclusive is never promised to two at the same time.
  CONSTRAINT capacity_taken_exclusive EXCLUDE USING gist (offer_id WITH =, during WITH &&) WHERE (sharing = 'exclusive')
);
CREATE INDEX reservation_of_pledge ON reservation (cluster_id, pledge_id);
CREATE INDEX reservation_of_offer ON reservation (cluster_id, offer_id, id);
CREATE INDEX reservation_by_time ON reservation (cluster_id, offer_id, ends_at);
CALL guard_by_cluster('reservation');

-- Reservations of one offer are made one after the other: who comes behind waits before its rows are there, so that two
-- with several times each cannot wait for each other, and all that is counted for it below is committed.
CREATE FUNCTION wait_for_offer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM offer_capacity c WHERE c.cluster_id = NEW.cluster_id AND c.offer_id = NEW.offer_id AND c.sharing = NEW.sharing FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such offer is shared like this' USING ERRCODE = 'serialization_failure'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER wait_for_offer BEFORE INSERT OR UPDATE ON reservation FOR EACH ROW EXECUTE FUNCTION wait_for_offer();

CREATE FUNCTION take_from_stock() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed reservation := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  IF changed.sharing = 'stock' THEN
    UPDATE offer_capacity SET reserved = reserved + CASE WHEN TG_OP = 'DELETE' THEN 0 ELSE NEW.quantity END - CASE WHEN TG_OP = 'INSERT' THEN 0 ELSE OLD.quantity END
     WHERE cluster_id = changed.cluster_id AND offer_id = changed.offer_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER take_from_stock AFTER INSERT OR UPDATE OR DELETE ON reservation FOR EACH ROW EXECUTE FUNCTION take_from_stock();

-- The most that is reserved of an offer at one moment between two instants: what begins is added, what ends is taken away
-- again, first where both are at the same moment.
CREATE FUNCTION peak_reserved(of_cluster uuid, of_offer uuid, since timestamptz, until timestamptz) RETURNS numeric LANGUAGE sql STABLE
  RETURN (SELECT coalesce(max(reserved), 0) FROM (
    SELECT sum(change) OVER (ORDER BY at, change) AS reserved FROM (
      SELECT r.starts_at, r.ends_at, r.quantity FROM reservation r
       WHERE r.cluster_id = of_cluster AND r.offer_id = of_offer AND r.ends_at > since AND r.starts_at < until) AS held
      CROSS JOIN LATERAL (VALUES (held.starts_at, held.quantity), (held.ends_at, -held.quantity)) AS edge (at, change)) AS moment);

-- INV: of what is counted there is never more promised at a time than there is.
CREATE FUNCTION keep_within_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT m.cluster_id, m.offer_id, min(m.starts_at) AS since, max(m.ends_at) AS until FROM made m WHERE m.sharing = 'counted' GROUP BY m.cluster_id, m.offer_id) AS touched
      JOIN offer_capacity c ON c.cluster_id = touched.cluster_id AND c.offer_id = touched.offer_id
     WHERE peak_reserved(touched.cluster_id, touched.offer_id, touched.since, touched.until) > c.capacity) THEN
    RAISE EXCEPTION 'so much is not free at that time' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'capacity_taken';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_within_capacity AFTER INSERT ON reservation REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION keep_within_capacity();
CREATE TRIGGER keep_changed_within_capacity AFTER UPDATE ON reservation REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION keep_within_capacity();

-- What is promised stays there when the offer is said anew.
CREATE FUNCTION keep_what_is_promised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.sharing = 'counted' AND NEW.capacity < peak_reserved(NEW.cluster_id, NEW.offer_id, now(), 'infinity'))
     OR (NEW.sharing <> OLD.sharing AND EXISTS (
       SELECT FROM reservation r WHERE r.cluster_id = NEW.cluster_id AND r.offer_id = NEW.offer_id AND (r.during IS NULL OR r.ends_at > now()))) THEN
    RAISE EXCEPTION 'more than that is promised' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'capacity_taken';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_what_is_promised BEFORE UPDATE ON offer_capacity FOR EACH ROW WHEN (NEW.capacity < OLD.capacity OR NEW.sharing <> OLD.sharing)
  EXECUTE FUNCTION keep_what_is_promised();

GRANT SELECT, INSERT, UPDATE ON pledge, offer_capacity TO resources;
GRANT SELECT, INSERT, UPDATE, DELETE ON reservation TO resources;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
