import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cursorOfId, cursorOfNumber, idOfCursor, numberOfCursor } from './cursor.js';

test('a cursor of a list by number leads back to it, and any other text to the beginning', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 999_999_999 }), (number) => expect(numberOfCursor(cursorOfNumber(String(number)))).toEqual([String(number)])));
  fc.assert(fc.property(fc.string(), (text) => expect([undefined, text]).toContain(numberOfCursor(Buffer.from(text).toString('base64url'))?.[0])));
  for (const text of ['0', '-1', '01', '1e3', '10000000000', '1 OR true']) expect(numberOfCursor(Buffer.from(text).toString('base64url'))).toBeUndefined();
});

test('a cursor of a list by id is none of a list by number', () => {
  fc.assert(fc.property(fc.uuid(), (id) => {
    expect(idOfCursor(cursorOfId(id))).toEqual([id]);
    expect(numberOfCursor(cursorOfId(id))).toBeUndefined();
  }));
  expect(idOfCursor(cursorOfNumber('7'))).toBeUndefined();
});
