import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exchanged, minorDigits } from './exchange.js';

describe('an amount in another currency', () => {
  test.each([
    ['100.01 EUR at 4.2655', 10_001, 'EUR', '4.2655', 'PLN', 42_659],
    ['a half is rounded up', 1, 'EUR', '4.5', 'PLN', 5],
    ['less than a half down', 1, 'EUR', '4.499999', 'PLN', 4],
    ['1000 JPY, which has no minor unit, at 0.0265', 1_000, 'JPY', '0.0265', 'PLN', 2_650],
    ['1.234 KWD, of a thousand fils, at 13.05', 1_234, 'KWD', '13.05', 'PLN', 1_610],
    ['10.00 PLN in JPY at 37.735', 1_000, 'PLN', '37.735', 'JPY', 377],
    ['what is worth less than half a grosz', 1, 'HUF', '0.0001', 'PLN', 0],
    ['the largest at the largest', 1_000_000_000_000, 'EUR', '1', 'PLN', 1_000_000_000_000],
  ])('%s', (_, amountMinor, currency, rate, into, expected) => expect(exchanged({ amountMinor, currency }, rate, into)).toBe(expected));

  test('is exact: half a minor unit away at most', () => {
    const micro = 1_000_000n;
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), fc.bigInt({ min: 1n, max: 999n * micro }), (amountMinor, rate) => {
      const text = `${rate / micro}.${String(rate % micro).padStart(6, '0')}`;
      const off = BigInt(exchanged({ amountMinor, currency: 'EUR' }, text, 'PLN')) * micro - BigInt(amountMinor) * rate;
      expect(off > -micro / 2n && off <= micro / 2n).toBe(true);
    }));
  });

  test('of a currency that nobody knows has two digits, as most have', () => expect(['PLN', 'JPY', 'BHD', 'XQQ'].map(minorDigits)).toEqual([2, 0, 3, 2]));
});
