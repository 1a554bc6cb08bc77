import type { Work } from './work.js';

/** How far each shard was handed to the courier. */
export async function readRelayMarks(work: Work): Promise<{ shard: number; position: number; head: number }[]> {
  return work.query(
    'SELECT r.shard, r.position, h.position AS head FROM relay_mark r JOIN shard_head h USING (shard) WHERE r.position < h.position ORDER BY r.shard',
  );
}

/** Moves marks after the courier's acknowledgement, with the commit, in the holder's own epoch only: otherwise that fails with `VersionConflict`. */
export function moveRelayMarks(work: Work, marks: readonly { readonly shard: number; readonly position: number }[], epoch: number): void {
  for (const { shard, position } of marks) {
    work.write({
      text: `UPDATE relay_mark SET position = $2 WHERE shard = $1 AND position < $2 AND EXISTS (SELECT 1 FROM lease WHERE name = 'relay' AND epoch = $3)`,
      values: [shard, position, epoch],
      expectOne: true,
    });
  }
}
