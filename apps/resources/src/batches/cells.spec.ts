import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { currencyOf, dayOf, decimalOf, fold, minorOf } from './cells.js';

describe('numbers', () => {
  test.each([
    ['1,10', '1.10'], ['1.10', '1.10'], ['7', '7'], ['1 234,50', '1234.50'], ['1\u00a0234,50', '1234.50'], ['1\u202f234\u202f567,000001', '1234567.000001'], ['0,5', '0.5'], ['007', '7'], ['0', '0'],
    ['', undefined], ['-1', undefined], ['1,2,3', undefined], ['1.234,50', undefined], ['12 34', undefined], ['1 2345', undefined], ['1e3', undefined], ['pięć', undefined], ['1,', undefined], [',5', undefined], ['٣', undefined],
  ])('%p is %p', (text, decimal) => expect(decimalOf(text)).toBe(decimal));

  test('are exact, whatever they are', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999n }), fc.stringMatching(/^\d{1,6}$/), fc.constantFrom(',', '.'), (whole, fraction, mark) => {
      expect(decimalOf(`${whole}${mark}${fraction}`)).toBe(`${whole}.${fraction}`);
    }));
  });

  test.each([
    ['1,10', 'PLN', 110], ['1,1', 'PLN', 110], ['1', 'PLN', 100], ['1 234,50', 'PLN', 123_450], ['0,29', 'PLN', 29], ['0,07', 'PLN', 7], ['1,100', 'PLN', 110], ['1,105', 'PLN', undefined], ['5', 'JPY', 5], ['5,5', 'JPY', undefined],
    ['1,234', 'KWD', 1_234], ['9999999999999999', 'PLN', undefined], ['dużo', 'PLN', undefined],
  ])('as money: %p %s is %p minor units', (text, currency, minor) => expect(minorOf(text, currency)).toBe(minor));

  test('as money lose no grosz', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), (minor) => expect(minorOf(`${Math.floor(minor / 100)},${String(minor % 100).padStart(2, '0')}`, 'PLN')).toBe(minor)));
  });
});

test.each([
  ['2026-09-01', '2026-09-01'], ['01.09.2026', '2026-09-01'], ['1.9.2026', '2026-09-01'], ['31.12.2026', '2026-12-31'],
  ['09/01/2026', undefined], ['2026.09.01', undefined], ['1.9.26', undefined], ['wczoraj', undefined], ['', undefined],
])('the day %p is %p', (text, day) => expect(dayOf(text)).toBe(day));

test.each([['PLN', 'PLN'], ['eur', 'EUR'], ['zł', 'PLN'], ['złotych', undefined], ['PL', undefined]])('the currency %p is %p', (text, currency) => expect(currencyOf(text)).toBe(currency));

test.each([['Dzień', 'dzien'], ['  ILOŚĆ  ', 'ilosc'], ['Wnoszący', 'wnoszacy'], ['Żółta  Łódź', 'zolta lodz'], ['Żółta', 'zolta']])('%p is folded to %p', (text, folded) => expect(fold(text)).toBe(folded));
