import { describe, expect, it } from '@jest/globals';
import { Big } from 'big.js';
import fc from 'fast-check';
import { freeIn, mostHeld } from './capacity.js';

const hours = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 })).map(([fromMs, lastsMs]) => ({ fromMs, untilMs: fromMs + lastsMs }));
const held = fc.array(fc.tuple(hours, fc.integer({ min: 1, max: 30 })).map(([interval, tenths]) => ({ ...interval, quantity: new Big(tenths).div(10) })), { maxLength: 12 });
/** Apart, and sometimes touching. */
const intervals = fc.uniqueArray(fc.integer({ min: 0, max: 80 }), { maxLength: 10 }).map((ends) => {
  const sorted = ends.toSorted((one, other) => one - other);
  return sorted.flatMap((fromMs, place) => (place % 2 === 0 && sorted[place + 1] !== undefined ? [{ fromMs, untilMs: sorted[place + 1]! }] : []));
});
const within = (atMs: number, { fromMs, untilMs }: { fromMs: number; untilMs: number }) => fromMs <= atMs && atMs < untilMs;

describe('what is free of an offer', () => {
  it('is at every moment what there is without what is held then', () => {
    fc.assert(fc.property(intervals, held, fc.integer({ min: 1, max: 5 }), (open, taken, capacity) => {
      const free = freeIn(open, taken, new Big(capacity));
      for (let atMs = 0; atMs < 100; atMs += 1) {
        const left = taken.filter((one) => within(atMs, one)).reduce((rest, { quantity }) => rest.minus(quantity), new Big(capacity));
        const expected = open.some((one) => within(atMs, one)) && left.gt(0) ? left.toFixed() : undefined;
        expect(free.filter((one) => within(atMs, one)).map((one) => one.free.toFixed())).toEqual(expected === undefined ? [] : [expected]);
      }
      for (const [place, one] of free.entries()) {
        const next = free[place + 1];
        if (next) expect(next.fromMs > one.untilMs || (next.fromMs === one.untilMs && !next.free.eq(one.free))).toBe(true);
      }
    }));
  });

  it('the most that is held is that of the fullest moment', () => {
    fc.assert(fc.property(held, (taken) => {
      const sums = taken.map(({ fromMs }) => taken.filter((one) => within(fromMs, one)).reduce((sum, { quantity }) => sum.plus(quantity), new Big(0)));
      expect(mostHeld(taken).toFixed()).toBe(sums.reduce((most, sum) => (sum.gt(most) ? sum : most), new Big(0)).toFixed());
    }));
  });
});
