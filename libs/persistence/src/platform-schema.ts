import { shardCount } from '@klaster/contracts';

/**
 * The tables that every service has, whatever it is about: journal, order, courier's marks, cursors, idempotency.
 * Run once by the schema's owner; `{runtime}` and `{courier}` are the service's roles.
 */
export const platformSchema = (runtime: string, courier: string): string => `
CREATE FUNCTION current_cluster() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('klaster.cluster', true), '')::uuid;
CREATE FUNCTION current_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('klaster.account', true), '')::uuid;

-- Who calls, whichever account or cluster is entered meanwhile: the answer is kept under this one.
CREATE FUNCTION current_caller() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(nullif(current_setting('klaster.caller', true), '')::uuid, '00000000-0000-0000-0000-000000000000');

-- Instants in JSON are as in the contracts: RFC 3339, UTC, milliseconds.
CREATE FUNCTION instant(at timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

CREATE FUNCTION expect_rows(touched bigint, expected bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF touched <> expected THEN RAISE EXCEPTION 'changed meanwhile' USING ERRCODE = 'serialization_failure'; END IF;
END $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- Puts a table under row security by its cluster: for the owner too, and with no way round for the runtime role.
CREATE PROCEDURE guard_by_cluster(guarded regclass) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
  EXECUTE format('CREATE POLICY by_cluster ON %s USING (cluster_id = (SELECT current_cluster())) WITH CHECK (cluster_id = (SELECT current_cluster()))', guarded);
END $$;

-- What happened, for ever. Written with the change that it tells of, in one transaction.
CREATE TABLE journal (
  id bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
  cluster_id uuid NOT NULL,
  shard smallint NOT NULL CHECK (shard BETWEEN 0 AND ${shardCount - 1}),
  subject uuid NOT NULL,
  subject_version int NOT NULL CHECK (subject_version >= 1),
  type text NOT NULL,
  envelope text NOT NULL,
  CONSTRAINT journal_subject_version UNIQUE (subject, subject_version)
);
ALTER TABLE journal ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal FORCE ROW LEVEL SECURITY;
CREATE POLICY by_cluster ON journal TO ${runtime}
  USING (cluster_id IN ((SELECT current_cluster()), '00000000-0000-0000-0000-000000000000'))
  WITH CHECK (cluster_id IN ((SELECT current_cluster()), '00000000-0000-0000-0000-000000000000'));
CREATE POLICY for_courier ON journal FOR SELECT TO ${courier} USING (true);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Written, but without a place in the order yet.
CREATE TABLE pending (
  shard smallint NOT NULL,
  entry bigint NOT NULL,
  PRIMARY KEY (shard, entry)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- The order: gapless in each shard, each place chained to the one before.
CREATE TABLE sequence (
  shard smallint NOT NULL,
  position bigint NOT NULL CHECK (position >= 1),
  entry bigint NOT NULL UNIQUE,
  chain bytea NOT NULL CHECK (length(chain) = 32),
  PRIMARY KEY (shard, position)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sequence FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE shard_head (shard smallint PRIMARY KEY, position bigint NOT NULL, chain bytea NOT NULL) WITH (fillfactor = 50);
INSERT INTO shard_head SELECT shard, 0, '' FROM generate_series(0, ${shardCount - 1}) AS shard;

-- The row lock on a shard's head is the election; after it is taken every committed mark is visible.
CREATE FUNCTION sequence_pending(batch int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  head record; next record;
  place bigint; link bytea; marks bigint[]; links bytea[]; sequenced int := 0;
BEGIN
  FOR head IN SELECT h.shard FROM shard_head h WHERE EXISTS (SELECT 1 FROM pending p WHERE p.shard = h.shard) ORDER BY h.shard LOOP
    SELECT h.position, h.chain INTO place, link FROM shard_head h WHERE h.shard = head.shard FOR UPDATE SKIP LOCKED;
    CONTINUE WHEN NOT FOUND;
    marks := '{}'; links := '{}';
    FOR next IN
      SELECT p.entry, j.envelope FROM pending p JOIN journal j ON j.id = p.entry WHERE p.shard = head.shard ORDER BY p.entry LIMIT batch
    LOOP
      link := sha256(link || convert_to(next.envelope, 'UTF8'));
      marks := marks || next.entry;
      links := links || link;
    END LOOP;
    INSERT INTO sequence (shard, position, entry, chain)
      SELECT head.shard, place + t.nth, t.entry, t.chain FROM unnest(marks, links) WITH ORDINALITY AS t (entry, chain, nth);
    DELETE FROM pending p WHERE p.shard = head.shard AND p.entry = ANY (marks);
    UPDATE shard_head SET position = place + cardinality(marks), chain = link WHERE shard = head.shard;
    sequenced := sequenced + cardinality(marks);
  END LOOP;
  RETURN sequenced;
END $$;

-- A right to do something alone for a while.
CREATE TABLE lease (name text PRIMARY KEY, holder text NOT NULL, epoch bigint NOT NULL, until timestamptz NOT NULL) WITH (fillfactor = 50);

-- How far the courier has acknowledged.
CREATE TABLE relay_mark (shard smallint PRIMARY KEY, position bigint NOT NULL) WITH (fillfactor = 50);
INSERT INTO relay_mark SELECT shard, 0 FROM generate_series(0, ${shardCount - 1}) AS shard;

-- How far other services' journals are applied here.
CREATE TABLE cursor (
  source text NOT NULL,
  shard smallint NOT NULL,
  position bigint NOT NULL,
  chain bytea NOT NULL,
  PRIMARY KEY (source, shard)
) WITH (fillfactor = 50);

CREATE TABLE parked_event (
  source text NOT NULL,
  event_id uuid NOT NULL,
  shard smallint NOT NULL,
  position bigint NOT NULL,
  chain bytea NOT NULL,
  cluster_id uuid NOT NULL,
  subject uuid NOT NULL,
  type text NOT NULL,
  envelope text NOT NULL,
  reason text NOT NULL,
  attempts int NOT NULL,
  parked_at timestamptz NOT NULL,
  PRIMARY KEY (source, event_id)
);
CREATE INDEX parked_event_by_subject ON parked_event (source, subject);
CALL guard_by_cluster('parked_event');
CREATE POLICY for_courier ON parked_event FOR SELECT TO ${courier} USING (true);

-- Answers given, so that the same request under the same key is done once.
CREATE TABLE idempotency (
  account_id uuid NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  answer text NOT NULL,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT idempotency_pkey PRIMARY KEY (account_id, key)
);
-- Answers hold what the account may see, of whichever cluster: each account's own, and the nil account's for who has none.
ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency FORCE ROW LEVEL SECURITY;
CREATE POLICY by_account ON idempotency TO ${runtime}
  USING (account_id = (SELECT current_caller()))
  WITH CHECK (account_id = (SELECT current_caller()));
CREATE POLICY for_courier ON idempotency TO ${courier} USING (true);
-- By age, for forgetting; costs next to nothing to keep.
CREATE INDEX idempotency_by_age ON idempotency USING brin (recorded_at);

GRANT SELECT, INSERT ON journal TO ${runtime};
GRANT INSERT ON pending TO ${runtime};
GRANT SELECT, INSERT ON idempotency TO ${runtime};
GRANT SELECT, INSERT, UPDATE ON cursor TO ${runtime};
GRANT SELECT, INSERT, UPDATE, DELETE ON parked_event TO ${runtime};
GRANT SELECT ON journal, parked_event, cursor TO ${courier};
GRANT SELECT, DELETE ON idempotency TO ${courier};
-- To lock what it deletes.
GRANT UPDATE (recorded_at) ON idempotency TO ${courier};
GRANT SELECT, DELETE ON pending TO ${courier};
GRANT SELECT, INSERT ON sequence TO ${courier};
GRANT SELECT, UPDATE ON shard_head, relay_mark TO ${courier};
GRANT SELECT, INSERT, UPDATE ON lease TO ${courier};
`;
