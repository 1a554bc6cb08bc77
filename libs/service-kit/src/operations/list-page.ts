import type { Work } from '@klaster/persistence';
import { cursorOfId, cursorOfNumber, cursorOfPlace, idOfCursor, numberOfCursor, placeOfCursor } from './cursor.js';
import { JsonText } from './handles.js';

/** What a client asks of a list: `pageRequest` of the contracts, and `sortRequest` where it can be sorted. */
export interface PageAsked<Sort extends string = never> {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly sort?: Sort | undefined;
}

export interface PageQuery {
  /** `column AS "property", …`; instants as `instant(column)`. */
  readonly select: string;
  readonly from: string;
  /** A condition; its values are `$1`, `$2`, …. */
  readonly where?: string;
  readonly values?: readonly unknown[];
  /** A unique UUIDv7 column: the order of the list where no other is asked for, and between rows that are otherwise equal. */
  readonly key: string;
  /** Where the key is no UUID: numbers 1, 2, 3 … that are unique in what the condition leaves. */
  readonly numbered?: boolean;
  readonly order: 'ascending' | 'descending';
}

/**
 * What a list can be sorted by. One index serves both directions and every page: (cluster_id, column, key), the column
 * of a text with `COLLATE "pl-x-icu"`.
 */
export interface SortColumn {
  /** Never null; a text of at most 400 characters, because cursors carry it. */
  readonly column: string;
  /** A text stands in Polish order. */
  readonly type: 'text' | 'instant';
}

type FieldOf<Sort extends string> = Sort extends `-${infer Field}` ? Field : Sort;
/** A column for each field that the contract's `sort` names. */
type Sorts<Sort extends string> = [Sort] extends [never] ? unknown : { readonly sorts: Readonly<Record<FieldOf<Sort>, SortColumn>> };

/**
 * Answers one page of a list, stable under inserts: what was made after the cursor never shifts what is read. A cursor
 * that was made up, or is of another order, begins at the beginning.
 * A page holds fewer than were asked for where they are long. Postgres writes the JSON; it is passed on to the client
 * without being read on the way.
 */
export async function listPage<Sort extends string = never>(work: Work, { limit, cursor, sort }: PageAsked<Sort>, query: PageQuery & Sorts<Sort>): Promise<JsonText> {
  const { select, from, where = 'true', values = [], key } = query;
  const order = sort === undefined ? byKey(query) : bySort(sort, (query as { sorts?: Readonly<Record<string, SortColumn>> }).sorts, key);
  const [comparison, direction] = order.descending ? ['<', 'DESC'] : ['>', 'ASC'];
  const place = cursor === undefined ? undefined : order.placeOf(cursor);
  // Two texts rather than one with "or no cursor": each gets a plan that begins at its own place.
  const parameters = order.columns.map(({ type }, index) => `$${values.length + 2 + index}::${type}`);
  const behind = place ? `AND (${order.columns.map(({ sql }) => sql).join(', ')}) ${comparison} (${parameters.join(', ')})` : '';
  const rows = await work.query<Row>(
    `SELECT ${key} AS key, ${order.value}(SELECT row_to_json(item) FROM (SELECT ${select}) AS item)::text AS json
       FROM ${from} WHERE (${where}) ${behind} ORDER BY ${order.columns.map(({ sql }) => `${sql} ${direction}`).join(', ')} LIMIT $${values.length + 1}`,
    [...values, limit + 1, ...(place ?? [])],
  );
  return pageOf(rows, limit, (last) => order.cursorOf(last));
}

/** What of rows is JSON as clients see it. */
interface Shown {
  readonly json: string;
}

/** One page of rows, of which one more than `limit` was asked for: fewer where they are long. */
export function pageOf<Item extends Shown>(rows: readonly Item[], limit: number, cursorOf: (last: Item) => string): JsonText {
  const shown = fitting(rows.slice(0, limit));
  const more = rows.length > shown.length ? cursorOf(shown.at(-1)!) : null;
  return new JsonText(`{"items":[${shown.map(({ json }) => json).join(',')}],"nextCursor":${JSON.stringify(more)}}`);
}

/** A page has to fit into one message of the bus, in bytes. */
const pageBytes = 1_500_000;

/** As many of the first rows as fit on a page; one at least. */
function fitting<Item extends Shown>(rows: readonly Item[]): readonly Item[] {
  let bytes = 0;
  for (const [place, { json }] of rows.entries()) {
    bytes += Buffer.byteLength(json);
    if (bytes > pageBytes && place > 0) return rows.slice(0, place);
  }
  return rows;
}

interface Row extends Shown {
  readonly key: string | number;
  /** What a sorted list is sorted by, as text. */
  readonly value: string;
}

interface Order {
  readonly columns: readonly { readonly sql: string; readonly type: string }[];
  readonly descending: boolean;
  /** What is selected for the cursor beside the key. */
  readonly value: string;
  cursorOf(row: Row): string;
  /** The values of the columns behind a cursor. */
  placeOf(cursor: string): readonly string[] | undefined;
}

const byKey = ({ key, numbered = false, order }: PageQuery): Order => ({
  columns: [{ sql: key, type: numbered ? 'int' : 'uuid' }],
  descending: order === 'descending',
  value: '',
  cursorOf: (row) => (numbered ? cursorOfNumber : cursorOfId)(String(row.key)),
  placeOf: numbered ? numberOfCursor : idOfCursor,
});

function bySort(sort: string, sorts: Readonly<Record<string, SortColumn>> = {}, key: string): Order {
  const sorted = sorts[sort.replace(/^-/, '')];
  if (!sorted) throw new Error(`this list is not sorted by ${sort}`);
  const { column, type } = sorted;
  const [sql, value, cast] = type === 'text' ? [`${column} COLLATE "pl-x-icu"`, column, 'text'] : [column, microseconds(column), 'timestamptz'];
  return {
    columns: [{ sql, type: cast }, { sql: key, type: 'uuid' }],
    descending: sort.startsWith('-'),
    value: `${value} AS value, `,
    cursorOf: (row) => cursorOfPlace(sort, row.value, String(row.key)),
    placeOf: (cursor) => placeOfCursor(cursor, sort, type),
  };
}

/** An instant as exact as PostgreSQL has it: rounded, rows would be read twice or never. */
const microseconds = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
