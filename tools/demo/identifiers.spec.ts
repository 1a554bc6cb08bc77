import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { completeNip, completeRegon, inventKrs, inventNip, inventRegon } from './identifiers.ts';

test('known numbers get the check digit that they have', () => {
  expect(completeNip('856734621')).toBe('8567346215');
  expect(completeRegon('12345678')).toBe('123456785');
  expect(completeRegon('19259818')).toBe('192598184');
});

test('nine digits whose remainder is 10 make no NIP', () => {
  expect(completeNip('123456789')).toBeUndefined();
});

test('any two invented numbers differ, and show by their first digits that they are invented', () => {
  const index = fc.nat(9_999);
  fc.assert(
    fc.property(index, index, (one, other) => {
      for (const invent of [inventNip, inventRegon, inventKrs]) {
        expect(invent(one)).toMatch(/^990\d+$/);
        expect(invent(one) === invent(other)).toBe(one === other);
      }
      expect([inventNip(one), inventRegon(one), inventKrs(one)].map(({ length }) => length)).toEqual([10, 9, 10]);
    }),
  );
});
