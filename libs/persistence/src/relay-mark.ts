import type { JournalEntry } from '@klaster/contracts';
import type { Work } from './work.js';

/** How far behind the order the courier is: over all shards. */
export async function countUnrelayed(work: Work): Promise<number> {
  const [row] = await work.query<{ unrelayed: number }>('SELECT coalesce(sum(h.position - r.position), 0)::bigint AS unrelayed FROM relay_mark r JOIN shard_head h USING (shard)');
  return row!.unrelayed;
}

/** What the courier was not handed yet, up to `limit` entries of each shard, in their order. */
export async function readUnrelayed(work: Work, limit: number): Promise<JournalEntry[]> {
  return work.query<JournalEntry>(
    `SELECT r.shard, e.position, encode(e.chain, 'hex') AS chain, j.envelope
       FROM relay_mark r JOIN shard_head h ON h.shard = r.shard AND h.position > r.position
      CROSS JOIN LATERAL (SELECT s.position, s.chain, s.entry FROM sequence s WHERE s.shard = r.shard AND s.position > r.position ORDER BY s.position LIMIT $1) AS e
       JOIN journal j ON j.id = e.entry
      ORDER BY r.shard, e.position`,
    [limit],
  );
}

/** Moves marks after the courier's acknowledgement, with the commit, in the holder's own epoch only: otherwise that fails with `VersionConflict`. */
export function moveRelayMarks(work: Work, marks: ReadonlyMap<number, number>, epoch: number): void {
  for (const [shard, position] of marks) {
    work.write({
      text: `UPDATE relay_mark SET position = $2 WHERE shard = $1 AND position < $2 AND EXISTS (SELECT 1 FROM lease WHERE name = 'relay' AND epoch = $3)`,
      values: [shard, position, epoch],
      expectOne: true,
    });
  }
}
