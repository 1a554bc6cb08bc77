import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cursorAt, indexAt } from './register-cursor.js';

test('a cursor leads back to its place, and any text to some place that Postgres takes', () => {
  fc.assert(fc.property(fc.maxSafeNat(), (index) => indexAt(cursorAt(index)) === index));
  fc.assert(fc.property(fc.base64String(), (text) => Number.isSafeInteger(indexAt(text)) && indexAt(text) >= -1));
  expect(indexAt(undefined)).toBe(-1);
});
