import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cursorAt, numberAt } from './version-cursor.js';

test('a cursor leads back to its number, and any text to some number that Postgres takes', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (number) => numberAt(cursorAt(number)) === number));
  fc.assert(fc.property(fc.base64String(), (text) => Number.isInteger(numberAt(text)) && numberAt(text) >= 0 && numberAt(text) < 2 ** 31));
  expect(numberAt(undefined)).toBe(0);
});
