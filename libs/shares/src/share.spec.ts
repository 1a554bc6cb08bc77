import { describe, expect, it } from '@jest/globals';
import { asNumber } from './amount.js';
import { share } from './share.js';
import type { Weight } from './weight.js';

/** Weights `numerator/denominator`, or whole ones, by partner. */
const by = (weights: Record<string, string | number>): Weight[] =>
  Object.entries(weights).map(([partner, text]) => {
    const [numerator = '', denominator = '1'] = String(text).split('/');
    return { partner, weight: { numerator: BigInt(numerator), denominator: BigInt(denominator) } };
  });
const parts = (amountMinor: bigint, weights: Record<string, string | number>) => Object.fromEntries(share(amountMinor, by(weights)).map((part) => [part.partner, part.amountMinor]));

describe('grosze', () => {
  it('100.00 zł among three are 33.34, 33.33 and 33.33 zł, and 0.02 zł are one for each of the first two', () => {
    expect(parts(10_000n, { ala: 1, ewa: 1, jan: 1 })).toEqual({ ala: 3334n, ewa: 3333n, jan: 3333n });
    expect(parts(2n, { ala: 1, ewa: 1, jan: 1 })).toEqual({ ala: 1n, ewa: 1n, jan: 0n });
  });

  it('what is left goes to whom most was rounded off, not to the first or the largest', () => {
    // 10.00 zł by 3 : 3 : 1 are 428.57, 428.57 and 142.86.
    expect(parts(1000n, { ala: 3, ewa: 3, jan: 1 })).toEqual({ ala: 429n, ewa: 428n, jan: 143n });
    // 0.10 zł by 1/2, 1/3 and 1/6 are 5, 3.33 and 1.67.
    expect(parts(10n, { ala: '1/2', ewa: '1/3', jan: '1/6' })).toEqual({ ala: 5n, ewa: 3n, jan: 2n });
  });

  it('of equals the smaller id comes first, wherever it stands; by code units, not by an alphabet', () => {
    expect(share(1n, by({ jan: 1, Żaneta: 1, Ola: 1 }))).toEqual([{ partner: 'Ola', amountMinor: 1n }, { partner: 'jan', amountMinor: 0n }, { partner: 'Żaneta', amountMinor: 0n }]);
  });

  it('a correction takes back what was shared', () => {
    expect(parts(-10_000n, { ala: 1, ewa: 1, jan: 1 })).toEqual({ ala: -3334n, ewa: -3333n, jan: -3333n });
  });

  it('nothing is shared as nothing; who weighs nothing bears nothing; one alone bears all', () => {
    expect(parts(0n, { ala: 1, jan: 2 })).toEqual({ ala: 0n, jan: 0n });
    expect(parts(101n, { ala: 0, ewa: 1, jan: 1 })).toEqual({ ala: 0n, ewa: 51n, jan: 50n });
    expect(parts(-7n, { jan: '1/3' })).toEqual({ jan: -7n });
  });

  it('a thousand partners bear a thousand and one grosze', () => {
    const thousand = Object.fromEntries(Array.from({ length: 1000 }, (_, place) => [`partner ${place}`, '1/1000']));
    const shared = share(1001n, by(thousand));
    expect(shared.filter(({ amountMinor }) => amountMinor === 2n)).toEqual([{ partner: 'partner 0', amountMinor: 2n }]);
    expect(shared.filter(({ amountMinor }) => amountMinor === 1n)).toHaveLength(999);
  });
});

describe('amounts', () => {
  it('are exact beyond what a number holds', () => {
    expect(parts(10n ** 30n + 1n, { ala: 1, ewa: 1, jan: 1 })).toEqual({ ala: 333333333333333333333333333334n, ewa: 333333333333333333333333333334n, jan: 333333333333333333333333333333n });
  });

  it('told as numbers are shared as numbers, up to the largest that is safe', () => {
    expect(share(100, by({ ala: 1, jan: 2 }))).toEqual([{ partner: 'ala', amountMinor: 33 }, { partner: 'jan', amountMinor: 67 }]);
    expect(share(Number.MAX_SAFE_INTEGER, by({ ala: 1 }))).toEqual([{ partner: 'ala', amountMinor: Number.MAX_SAFE_INTEGER }]);
    for (const unsafe of [0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => share(unsafe, by({ ala: 1, jan: 1 }))).toThrow(RangeError);
    expect(asNumber(-(2n ** 53n) + 1n)).toBe(Number.MIN_SAFE_INTEGER);
    expect(() => asNumber(2n ** 53n)).toThrow(RangeError);
  });
});

it('a part can shrink as the amount grows: the Alabama paradox', () => {
  expect(parts(10n, { ala: 6, ewa: 6, jan: 2 })).toEqual({ ala: 4n, ewa: 4n, jan: 2n });
  expect(parts(11n, { ala: 6, ewa: 6, jan: 2 })).toEqual({ ala: 5n, ewa: 5n, jan: 1n });
});

it('weights by which nothing can be shared are a mistake of the caller', () => {
  const twice: Weight[] = [...by({ ala: 1 }), ...by({ ala: 2 })];
  for (const weights of [[], by({ ala: 0 }), by({ ala: -1, jan: 3 }), by({ ala: '1/0' }), by({ ala: '1/-1' }), twice]) expect(() => share(1n, weights)).toThrow(RangeError);
});
