import { type Happening, type Instant, type JournalEntry, type JournalHead, shardOf } from '@klaster/contracts';
import { newId } from './ids.js';
import { insertRows, type Statement } from './statement.js';
import type { Work } from './work.js';

/** Who does something, in which cluster, in answer to which request: stands in every event. */
export interface Origin {
  /** The source of the events: the service's name. */
  readonly service: string;
  readonly clusterId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly memberId?: string | undefined;
  readonly mandateId?: string | undefined;
  readonly requestId: string;
  readonly now: Instant;
}

/** An event that is about to be written. */
export interface NewEntry {
  readonly clusterId: string;
  readonly shard: number;
  readonly subject: string;
  readonly subjectVersion: number;
  readonly type: string;
  /** The CloudEvents envelope: these bytes are kept, chained, sent and hashed, never written anew. */
  readonly envelope: string;
}

/** Puts what has happened into its envelope, with who, when and in answer to which request. */
export function newEntry(origin: Origin, clusterId: string, subject: string, subjectVersion: number, { type, data }: Happening): NewEntry {
  const { service, accountId, memberId, mandateId, requestId, now } = origin;
  const envelope = JSON.stringify({
    specversion: '1.0',
    id: newId(),
    source: `/${service}`,
    type,
    subject,
    time: now,
    datacontenttype: 'application/json',
    clusterid: clusterId,
    subjectversion: subjectVersion,
    accountid: accountId,
    memberid: memberId,
    mandateid: mandateId,
    requestid: requestId,
    data,
  });
  return { clusterId, shard: shardOf(clusterId), subject, subjectVersion, type, envelope };
}

/**
 * Writes entries into the journal and marks each as pending. Their place in the order is given after the commit:
 * identity values are not commit order. Within one subject the marks ascend, because a later version can only be
 * written by who has read the earlier one.
 */
export function appendToJournal(entries: readonly NewEntry[]): Statement[] {
  const rows = entries.map(fieldsOf);
  const into = `journal (${columns.join(', ')})`;
  return [
    entries.length <= few ? insertRows({ into, rows, returning: 'id, shard' }, 'told') : insertMany(into, rows),
    { text: 'INSERT INTO pending (shard, entry) SELECT shard, id FROM told', values: [] },
  ];
}

/** So many have a text of their own for each number; more share one, so that texts stay few. */
const few = 8;
const columns = ['cluster_id', 'shard', 'subject', 'subject_version', 'type', 'envelope'] as const;
const fieldsOf = (entry: NewEntry) => [entry.clusterId, entry.shard, entry.subject, entry.subjectVersion, entry.type, entry.envelope];

const insertMany = (into: string, rows: readonly (readonly unknown[])[]): Statement => ({
  text: `INSERT INTO ${into} SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::int[], $5::text[], $6::text[]) RETURNING id, shard`,
  values: columns.map((_, place) => rows.map((row) => row[place])),
  name: 'told',
});

/** What is read at once has to fit into one message of the bus, in bytes of envelopes. */
const readBytes = 1_000_000;

/**
 * Entries of one shard in order, behind `after`: up to `limit`, fewer where they are long, one at least where there is
 * one. The courier's role reads across clusters.
 */
export async function readEntries(work: Work, shard: number, after: number, limit: number): Promise<JournalEntry[]> {
  return work.query<JournalEntry>(
    `SELECT shard, position, chain, envelope
       FROM (SELECT s.shard, s.position, encode(s.chain, 'hex') AS chain, j.envelope, sum(octet_length(j.envelope)) OVER (ORDER BY s.position) AS bytes
               FROM sequence s JOIN journal j ON j.id = s.entry
              WHERE s.shard = $1 AND s.position > $2 ORDER BY s.position LIMIT $3) AS entry
      WHERE bytes <= $4 OR bytes = octet_length(envelope) ORDER BY position`,
    [shard, after, limit, readBytes],
  );
}

/** The newest position and chain of every shard. */
export async function readHeads(work: Work): Promise<JournalHead[]> {
  return work.query<JournalHead>(`SELECT shard, position, encode(chain, 'hex') AS chain FROM shard_head ORDER BY shard`);
}

/**
 * Gives up to `batch` pending entries of each shard their next positions, with the chain hash. The row lock on the
 * shard's head is the election: replicas that find it taken pass on.
 * @returns how many entries got their place
 */
export async function sequencePending(work: Work, batch: number): Promise<number> {
  const [row] = await work.query<{ sequenced: number }>('SELECT sequence_pending($1) AS sequenced', [batch]);
  return row?.sequenced ?? 0;
}

/**
 * Waits until nobody else gives places in a shard, and keeps others from it until the transaction ends: for who must
 * then know every entry that was committed before.
 */
export async function awaitSequencing(work: Work, shard: number): Promise<void> {
  await work.query('SELECT FROM shard_head WHERE shard = $1 FOR UPDATE', [shard]);
}
