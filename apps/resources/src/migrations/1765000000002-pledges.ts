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
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, offer_id) REFERENCES offer,
  FOREIGN KEY (cluster_id, need_id) REFERENCES need,
  CHECK ((quantity IS NULL) <> (amount IS NULL)),
  CHECK ((kind = 'financial') = (amount IS NOT NULL)),
  CHECK ((accepted_by IS NULL) = (accepted_at IS NULL))
);
CREATE INDEX pledge_of_giver ON pledge (cluster_id, giver);
CREATE INDEX pledge_of_offer ON pledge (cluster_id, offer_id) WHERE offer_id IS NOT NULL;
CREATE INDEX pledge_of_need ON pledge (cluster_id, need_id) WHERE need_id IS NOT NULL;
CALL guard_by_cluster('pledge');

-- What an offer holds at most, and what of a stock is taken: apart from the offer, so that its row lock is all that pledges wait for.
CREATE TABLE offer_capacity (
  offer_id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  sharing text NOT NULL CHECK (sharing IN ('exclusive', 'counted', 'stock', 'unlimited')),
  -- In the base unit of the dimension, for money in minor units; null for what is shared to one at a time, or without end.
  capacity numeric(36, 12),
  -- Of a stock: what is reserved of it.
  reserved numeric(36, 12) NOT NULL DEFAULT 0 CHECK (reserved >= 0),
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
  sharing text NOT NULL,
  -- When, for what is shared by time.
  during tstzrange CHECK (NOT isempty(during) AND lower(during) IS NOT NULL AND upper(during) IS NOT NULL),
  quantity numeric(36, 12) NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, offer_id) REFERENCES offer_capacity,
  FOREIGN KEY (cluster_id, pledge_id) REFERENCES pledge,
  CHECK (sharing IN ('exclusive', 'counted') = (during IS NOT NULL)),
  -- INV: what is exclusive is never promised to two at the same time.
  CONSTRAINT capacity_taken_exclusive EXCLUDE USING gist (offer_id WITH =, during WITH &&) WHERE (sharing = 'exclusive')
);
CREATE INDEX reservation_of_pledge ON reservation (cluster_id, pledge_id);
CREATE INDEX reservation_of_offer ON reservation (cluster_id, offer_id, id);
CALL guard_by_cluster('reservation');

-- Reservations of one offer are made one after the other.
CREATE FUNCTION wait_for_offer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM offer_capacity c WHERE c.cluster_id = NEW.cluster_id AND c.offer_id = NEW.offer_id AND c.sharing = NEW.sharing FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such offer is shared like this' USING ERRCODE = 'serialization_failure'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER wait_for_offer BEFORE INSERT OR UPDATE ON reservation FOR EACH ROW EXECUTE FUNCTION wait_for_offer();

-- The most that is reserved at one moment within a time: the highest of the running sum, where what ends at a moment goes before what begins.
CREATE FUNCTION peak_reserved(of_cluster uuid, of_offer uuid, within tstzrange) RETURNS numeric LANGUAGE sql STABLE
  RETURN (SELECT coalesce(max(held.sum), 0) FROM (
    SELECT sum(change.by) OVER (ORDER BY change.at, change.by ROWS UNBOUNDED PRECEDING) AS sum
      FROM reservation r, LATERAL (VALUES (lower(r.during * within), r.quantity), (upper(r.during * within), -r.quantity)) AS change (at, by)
     WHERE r.cluster_id = of_cluster AND r.offer_id = of_offer AND r.during && within) AS held);

CREATE FUNCTION keep_within_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed reservation := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  most numeric;
BEGIN
  IF changed.sharing = 'stock' THEN
    UPDATE offer_capacity SET reserved = reserved + CASE WHEN TG_OP = 'DELETE' THEN 0 ELSE NEW.quantity END - CASE WHEN TG_OP = 'INSERT' THEN 0 ELSE OLD.quantity END
     WHERE cluster_id = changed.cluster_id AND offer_id = changed.offer_id;
  ELSIF changed.sharing = 'counted' AND TG_OP <> 'DELETE' THEN
    SELECT capacity INTO most FROM offer_capacity WHERE cluster_id = NEW.cluster_id AND offer_id = NEW.offer_id;
    -- INV: never more at a time than there is.
    IF peak_reserved(NEW.cluster_id, NEW.offer_id, NEW.during) > most THEN
      RAISE EXCEPTION 'so much is not free at that time' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'capacity_taken';
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_within_capacity AFTER INSERT OR UPDATE OR DELETE ON reservation FOR EACH ROW EXECUTE FUNCTION keep_within_capacity();

-- What is promised stays there when the offer is said anew.
CREATE FUNCTION keep_what_is_promised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.sharing = 'counted' AND NEW.capacity < peak_reserved(NEW.cluster_id, NEW.offer_id, tstzrange(now(), NULL)))
     OR (NEW.sharing <> OLD.sharing AND EXISTS (
       SELECT FROM reservation r WHERE r.cluster_id = NEW.cluster_id AND r.offer_id = NEW.offer_id AND (r.during IS NULL OR upper(r.during) > now()))) THEN
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
