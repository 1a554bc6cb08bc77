import { isRefusal, mostLines, type Refusal } from '@klaster/contracts';
import { fold } from './cells.js';
import { readCsv, unreadable } from './csv.js';

/** The columns, by what their headers are called in either language, folded. */
const headers = {
  date: ['data', 'date', 'dzien', 'od', 'from', 'data od'],
  until: ['do', 'until', 'to', 'data do'],
  category: ['kategoria', 'category'],
  quantity: ['ilosc', 'quantity', 'liczba'],
  unit: ['jednostka', 'unit', 'j.m.', 'jm'],
  amount: ['kwota', 'amount'],
  currency: ['waluta', 'currency'],
  description: ['opis', 'description'],
  giver: ['wnoszacy', 'giver'],
  receiver: ['odbiorca', 'receiver'],
} as const;
export type Column = keyof typeof headers;
const columns = Object.keys(headers) as Column[];

export type Cells = Readonly<Partial<Record<Column, string>>>;

export interface SheetRow {
  readonly line: number;
  /** What is written; empty cells are left out. */
  readonly cells: Cells;
  /** There is something behind the last column. */
  readonly overlong: boolean;
}

export interface Sheet {
  /** What the columns are called in this file. */
  readonly names: Cells;
  readonly rows: readonly SheetRow[];
}

/** The rows of a CSV file by their columns. */
export function readSheet(csv: string): Sheet | Refusal<'csv-unreadable'> {
  const rows = readCsv(csv);
  if (isRefusal(rows)) return rows;
  const [header, ...rest] = rows;
  if (!header || rest.length === 0) return unreadable(1, 'plik nie ma wierszy', 'there are no lines');
  const surplus = rest[mostLines];
  if (surplus) return unreadable(surplus.line, `najwyżej ${mostLines} wierszy naraz`, `${mostLines} lines at most`);
  const places = placesOf(header.cells);
  const fault = faultIn(header.cells, places);
  if (fault) return unreadable(header.line, ...fault);
  const cellsOf = (cells: readonly string[]): Cells => Object.fromEntries([...places].flatMap(([column, place]) => (cells[place] ? [[column, cells[place]]] : [])));
  return {
    names: cellsOf(header.cells),
    rows: rest.map(({ line, cells }) => ({ line, cells: cellsOf(cells), overlong: cells.some((cell, place) => cell !== '' && !header.cells[place]) })),
  };
}

const columnOf = (name: string): Column | undefined => columns.find((column) => (headers[column] as readonly string[]).includes(fold(name)));

const placesOf = (header: readonly string[]): Map<Column, number> => new Map(header.flatMap((name, place) => (columnOf(name) ? [[columnOf(name)!, place] as const] : [])));

/** What is wrong with a header. A column that nobody knows is not left aside: what it says would be lost without a word. */
function faultIn(header: readonly string[], places: ReadonlyMap<Column, number>): [pl: string, en: string] | undefined {
  const named = header.filter((name) => name !== '');
  const unknown = named.find((name) => !columnOf(name));
  if (unknown !== undefined) return [`nieznana kolumna „${unknown.slice(0, 40)}”`, `the column "${unknown.slice(0, 40)}" is not known`];
  if (named.length > places.size) return ['ta sama kolumna stoi dwa razy', 'a column stands twice'];
  const missing = (['date', 'category'] as const).find((column) => !places.has(column));
  if (missing) return [`brakuje kolumny „${missing === 'date' ? 'data' : 'kategoria'}”`, `the column "${missing}" is missing`];
  return places.has('quantity') || places.has('amount') ? undefined : ['brakuje kolumny „ilość” albo „kwota”', 'the column "quantity" or "amount" is missing'];
}
