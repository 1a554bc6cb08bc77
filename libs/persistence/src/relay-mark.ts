import type { Work } from './work.js';

/** How far each shard was handed to the courier. */
export async function readRelayMarks(work: Work): Promise<{ shard: number; position: number; head: number }[]> {
  return work.query(
    'SELECT r.shard, r.position, h.position AS head FROM relay_mark r JOIN shard_head h USING (shard) WHERE r.position < h.position ORDER BY r.shard',
  );
}

/** Moves a mark after the courier's acknowledgement, in the holder's own epoch only. Answers whether it moved. */
export async function moveRelayMark(work: Work, shard: number, position: number, epoch: number): Promise<boolean> {
  const rows = await work.query(
    `UPDATE relay_mark SET position = $2
      WHERE shard = $1 AND position < $2 AND EXISTS (SELECT 1 FROM lease WHERE name = 'relay' AND epoch = $3) RETURNING shard`,
    [shard, position, epoch],
  );
  return rows.length === 1;
}
