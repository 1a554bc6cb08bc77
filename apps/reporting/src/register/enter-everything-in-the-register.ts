import { federationId } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsToEverything, type Told } from '@klaster/service-kit';

/**
 * Takes the next places of the cluster's register and fills them, in one statement for any number of events.
 *
 * Journals of several services arrive side by side. Within one journal the register keeps its order; between journals
 * the order is that of arrival, so that a register made again from zero may interleave them otherwise.
 *
 * The head row makes the places gapless: whoever comes second waits for it until the first has committed. A work may
 * fill registers of several clusters of one shard, in the order of its journal, and another service's journal names them
 * in another order; so the shard is taken first, as a whole, or the two would wait for each other.
 */
const enterFacts = `
WITH shard AS MATERIALIZED (
  SELECT pg_advisory_xact_lock(hashtext('klaster.register'), $2)
), head AS (
  INSERT INTO register_head AS h (cluster_id, size) SELECT $1, $3 FROM shard
  ON CONFLICT (cluster_id) DO UPDATE SET size = h.size + excluded.size RETURNING h.size - $3 AS before
)
INSERT INTO register_entry (cluster_id, index, event_id, type, subject, time, source, position, shard, chain, facts)
SELECT $1, head.before + told.place - 1, told.event_id, told.type, told.subject, told.time, told.source, told.position, $2, decode(told.chain, 'hex'), told.facts::jsonb
  FROM head, unnest($4::uuid[], $5::text[], $6::uuid[], $7::timestamptz[], $8::text[], $9::bigint[], $10::text[], $11::text[])
    WITH ORDINALITY AS told (event_id, type, subject, time, source, position, chain, facts, place)`;

/** Every fact of a cluster stands in its register. What belongs to the federation stands in no cluster's. */
@ReactsToEverything()
export class EnterEverythingInTheRegister implements Reaction {
  async apply(events: readonly Told[], work: Work): Promise<void> {
    const [first] = events;
    if (!first || first.clusterid === federationId) return;
    work.send(enterFacts, [
      first.clusterid,
      first.shard,
      events.length,
      events.map((event) => event.id),
      events.map((event) => event.type),
      events.map((event) => event.subject),
      events.map((event) => event.time),
      events.map((event) => event.source),
      events.map((event) => event.position),
      events.map((event) => event.chain),
      events.map((event) => JSON.stringify(event.data)),
    ]);
  }
}
