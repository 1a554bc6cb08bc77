import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import { readSheet, type Sheet } from './sheet.js';

const sheetOf = (text: string): Sheet => {
  const sheet = readSheet(text);
  if (isRefusal(sheet)) throw new Error(JSON.stringify(sheet.parameters));
  return sheet;
};
const rowsOf = (text: string) => sheetOf(text).rows.map(({ line, cells }) => [line, cells]);
const plain = [[2, { date: '2026-09-01', category: 'care', quantity: '2,5', unit: 'h' }]];

describe('a CSV file', () => {
  test.each([
    ['semicolons', 'data;kategoria;ilość;jednostka\n2026-09-01;care;2,5;h'],
    ['commas', 'data,kategoria,ilość,jednostka\n2026-09-01,care,"2,5",h'],
    ['tabs', 'data\tkategoria\tilość\tjednostka\n2026-09-01\tcare\t2,5\th'],
    ['a byte order mark', '\uFEFFdata;kategoria;ilość;jednostka\n2026-09-01;care;2,5;h'],
    ['a byte order mark before a quote', '\uFEFF"data";"kategoria";"ilość";"jednostka"\n2026-09-01;care;2,5;h'],
    ['lines that end with CRLF', 'data;kategoria;ilość;jednostka\r\n2026-09-01;care;2,5;h\r\n'],
    ['lines that end with CR', 'data;kategoria;ilość;jednostka\r2026-09-01;care;2,5;h\r'],
    ['an English header', 'date;category;quantity;unit\n2026-09-01;care;2,5;h'],
    ['a header in capitals and without diacritics', ' DZIEN ;Kategoria;ILOSC;Jednostka\n 2026-09-01 ;care; 2,5 ;h'],
    ['decomposed letters', 'data;kategoria;ilość;jednostka\n2026-09-01;care;2,5;h'],
    ['commas in a quoted header', '"data";"kategoria";"ilość";"jednostka"\n2026-09-01;care;2,5;h'],
    ['empty columns at the end', 'data;kategoria;ilość;jednostka;;\n2026-09-01;care;2,5;h;;'],
  ])('is read with %s', (_, text) => expect(rowsOf(text)).toEqual(plain));

  test('counts its lines as an editor does, over fields of several lines and empty ones', () => {
    const text = 'data;kategoria;ilość;jednostka;opis\r\n\r\n2026-09-01;care;1;h;"raz\r\ndwa ""trzy"""\r\n;;;;\r\n2026-09-02;care;2;h;\r\n2026-09-03;care;3;h;"x\ny\nz"\r\n2026-09-04;care;4;h;koniec';
    expect(sheetOf(text).rows.map(({ line, cells: { quantity } }) => [line, quantity])).toEqual([[3, '1'], [6, '2'], [7, '3'], [10, '4']]);
    expect(sheetOf(text).rows[0]?.cells.description).toBe('raz\ndwa "trzy"');
  });

  test('may have shorter lines than its header, and says of longer ones that they are', () => {
    const { rows } = sheetOf('data;kategoria;ilość;jednostka\n2026-09-01;care\n2026-09-01;care;1;h;więcej');
    expect(rows.map(({ overlong }) => overlong)).toEqual([false, true]);
  });

  test('keeps the names of its columns', () => expect(sheetOf('Dzień;Kategoria;Ilość;j.m.\n2026-09-01;care;1;h').names).toEqual({ date: 'Dzień', category: 'Kategoria', quantity: 'Ilość', unit: 'j.m.' }));

  test.each<[string, string, number, RegExp]>([
    ['without lines', 'data;kategoria;ilość', 1, /there are no lines/],
    ['of nothing', '\n\n', 1, /there are no lines/],
    ['with a quote that is not closed', 'data;kategoria;ilość\n2026-09-01;care;"1\n2026-09-02;care;2', 3, /not closed/],
    ['with a quote in the middle of a field', 'data;kategoria;ilość\n2026-09-01;ca"re;1', 2, /written twice/],
    ['with an unknown column', 'data;kategoria;ilość;stawka\n2026-09-01;care;1;2', 1, /nieznana kolumna „stawka” .* "stawka" is not known/],
    ['with a column twice', 'data;date;kategoria;ilość\n2026-09-01;2026-09-01;care;1', 1, /stands twice/],
    ['without a day', 'kategoria;ilość\ncare;1', 1, /"date" is missing/],
    ['without a category', 'data;ilość\n2026-09-01;1', 1, /"category" is missing/],
    ['without a measure', 'data;kategoria\n2026-09-01;care', 1, /"quantity" or "amount"/],
    ['with too many lines', `data;kategoria;ilość\n${'2026-09-01;care;1\n'.repeat(1_001)}`, 1_002, /1000 lines at most/],
  ])('is refused %s', (_, text, line, reason) => {
    const refused = readSheet(text);
    expect(refused).toMatchObject({ refused: 'csv-unreadable', parameters: { line, reason: expect.stringMatching(reason) } });
  });

  test('may have a thousand lines', () => expect(sheetOf(`data;kategoria;ilość\n${'2026-09-01;care;1\n'.repeat(1_000)}`).rows).toHaveLength(1_000));
});
