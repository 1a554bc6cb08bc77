import { CsvUnreadable, refuse, type Refusal } from '@klaster/contracts';
import { CsvError, parse } from 'csv-parse/sync';

/** A row of a CSV file and the line on which it begins, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The whole file is refused: the reason in both languages, because it goes into either text. */
export const unreadable = (line: number, pl: string, en: string): Refusal<'csv-unreadable'> => refuse(CsvUnreadable, { line, reason: `${pl} / ${en}` });

/** The rows of a file that are not empty. Its lines end as they like, its delimiter is found in the header. */
export function readCsv(text: string): CsvRow[] | Refusal<'csv-unreadable'> {
  const unified = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  try {
    const records = parse(unified, { delimiter: delimiterOf(unified), record_delimiter: '\n', relax_column_count: true, skip_empty_lines: false, info: true }) as unknown as Parsed[];
    // The parser tells on which line a row ends: it begins behind the one before.
    const rows = records.map(({ record }, index) => ({ line: (records[index - 1]?.info.lines ?? 0) + 1, cells: record.map((cell) => cell.trim()) }));
    return rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? unreadable(Number(error['lines']), 'cudzysłów nie jest zamknięty', 'a quote is not closed')
      : unreadable(Number(error['lines']), 'cudzysłów stoi w środku pola; wewnątrz pola pisze się go podwójnie', 'a quote stands within a field; there it is written twice');
  }
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** What separates most columns of the header, quoted ones left aside. */
function delimiterOf(text: string): string {
  const [header = ''] = /^(?:"(?:[^"]|"")*"|[^"\n])*/.exec(text.trimStart()) ?? [];
  const bare = header.replace(/"(?:[^"]|"")*"/g, '');
  const count = (delimiter: string) => bare.split(delimiter).length;
  return [';', '\t', ','].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}
