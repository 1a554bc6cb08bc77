import type { Work } from '@klaster/persistence';
import { JsonText } from './handles.js';

export interface PageQuery {
  /** `column AS "property", …`; instants as `instant(column)`. */
  readonly select: string;
  readonly from: string;
  /** A condition; its values are `$1`, `$2`, …. */
  readonly where?: string;
  readonly values?: readonly unknown[];
  /** A unique UUIDv7 column: the order of the list is its order, and the cursor is its last value. */
  readonly key: string;
  readonly order: 'ascending' | 'descending';
}

/**
 * Answers one page of a list, stable under inserts: what was made after the cursor never shifts what is read.
 * Postgres writes the JSON; it is passed on to the client without being read on the way.
 */
export async function listPage(work: Work, { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }, query: PageQuery): Promise<JsonText> {
  const values = query.values ?? [];
  // Two texts rather than one with "or no cursor": each gets a plan that begins at its own place.
  const [comparison, direction] = query.order === 'ascending' ? ['>', 'ASC'] : ['<', 'DESC'];
  const behind = cursor === undefined ? '' : `AND ${query.key} ${comparison} $${values.length + 2}::uuid`;
  const rows = await work.query<{ key: string; json: string }>(
    `SELECT ${query.key} AS key, (SELECT row_to_json(item) FROM (SELECT ${query.select}) AS item)::text AS json
       FROM ${query.from} WHERE (${query.where ?? 'true'}) ${behind} ORDER BY ${query.key} ${direction} LIMIT $${values.length + 1}`,
    [...values, limit + 1, ...(cursor === undefined ? [] : [idOfCursor(cursor)])],
  );
  const shown = rows.slice(0, limit);
  const more = rows.length > limit ? cursorOfId(shown.at(-1)!.key) : null;
  return new JsonText(`{"items":[${shown.map((row) => row.json).join(',')}],"nextCursor":${JSON.stringify(more)}}`);
}

const cursorOfId = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');

/** Any text becomes some id: a cursor that was made up answers some page, not a fault. */
const idOfCursor = (cursor: string) => {
  const hex = Buffer.from(cursor, 'base64url').toString('hex').padEnd(32, '0').slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
