import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AnyIdentifier, isKrs, isNip, isRegon, Nip, Regon } from './identifiers.js';

describe('identifiers of Polish registers', () => {
  test.each([['8567346215', true], ['8567346216', false], ['0000000000', false], ['856734621', false], ['85673462155', false]])('NIP %s: %s', (text, valid) => {
    expect(isNip(text)).toBe(valid);
  });

  test.each([
    ['123456785', true], ['192598184', true], ['192598183', false], ['000000000', false],
    ['12345678512347', true], ['12345678512348', false], ['12345678612342', false], ['1234567851234', false],
  ])('REGON %s: %s', (text, valid) => {
    expect(isRegon(text)).toBe(valid);
  });

  test.each([['0000123456', true], ['0000000000', false], ['123456', false]])('KRS %s: %s', (text, valid) => {
    expect(isKrs(text)).toBe(valid);
  });

  test('are kept as digits, however they are written', () => {
    expect(Nip.parse('856-734-62-15')).toBe('8567346215');
    expect(Regon.parse('123 456 785')).toBe('123456785');
    expect(AnyIdentifier.safeParse('856-734-62-16').success).toBe(true);
    expect(Nip.safeParse('856-734-62-16').success).toBe(false);
  });

  test('one wrong digit is always noticed in a NIP', () => {
    const digit = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(fc.stringMatching(/^\d{10}$/).filter(isNip), fc.integer({ min: 0, max: 9 }), digit, (nip, place, shift) => {
        const wrong = nip.slice(0, place) + String((Number(nip[place]) + shift) % 10) + nip.slice(place + 1);
        return !isNip(wrong);
      }),
      { numRuns: 50 },
    );
  });
});
