import type { Work } from './work.js';

/** How far a consumer has applied one shard of a source's journal, and the chain there. */
export interface Cursor {
  readonly position: number;
  readonly chain: string;
}

export async function readCursor(work: Work, source: string, shard: number): Promise<Cursor> {
  const [row] = await work.query<Cursor>(
    `SELECT position, encode(chain, 'hex') AS chain FROM cursor WHERE source = $1 AND shard = $2`,
    [source, shard],
  );
  return row ?? { position: 0, chain: '' };
}

/**
 * Moves the cursor from one place to a later one: the consumer's inbox. The row lock keeps two replicas from applying
 * the same entries. Answers false where the cursor is not at `from` (any more): then nothing may be applied.
 */
export async function moveCursor(work: Work, source: string, shard: number, from: number, to: Cursor): Promise<boolean> {
  const moved = await work.query(
    from === 0
      ? `INSERT INTO cursor AS c (source, shard, position, chain) SELECT $1, $2, $4, decode($5, 'hex') WHERE $3::bigint = 0
         ON CONFLICT (source, shard) DO UPDATE SET position = excluded.position, chain = excluded.chain WHERE c.position = 0 RETURNING 1`
      : `UPDATE cursor SET position = $4, chain = decode($5, 'hex') WHERE source = $1 AND shard = $2 AND position = $3 RETURNING 1`,
    [source, shard, from, to.position, to.chain],
  );
  return moved.length === 1;
}
