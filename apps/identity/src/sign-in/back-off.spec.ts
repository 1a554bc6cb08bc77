import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { attempt, type Attempts, waitSeconds } from './back-off.js';

const start = Date.parse('2026-01-15T10:00:00.000Z');
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const none: Attempts = { failures: 0, lastAt: at(0), blockedUntil: at(0) };

/** How many guesses a guesser who never waits longer than it must gets in so many seconds. */
const guessesWithin = (seconds: number) => {
  let attempts = none;
  let guesses = 0;
  for (let now = 0; now <= seconds; ) {
    const next = attempt(attempts, at(now));
    if ('waitSeconds' in next) now += next.waitSeconds;
    else {
      attempts = next;
      guesses += 1;
    }
  }
  return guesses;
};

describe('wrong passwords', () => {
  test('cost nothing five times in a row, then twice as long each time, a quarter of an hour at most', () => {
    expect([1, 5, 6, 7, 8, 15, 40].map(waitSeconds)).toEqual([0, 0, 2, 4, 8, 900, 900]);
  });

  test('make a guesser slow: not a hundred and fifty guesses a day', () => {
    expect(guessesWithin(24 * 60 * 60)).toBeLessThan(150);
  });

  test('too soon is told with the time that is left, and is not counted', () => {
    const blocked: Attempts = { failures: 6, lastAt: at(0), blockedUntil: at(2) };
    expect(attempt(blocked, at(1))).toEqual({ waitSeconds: 1 });
    expect(attempt(blocked, at(2))).toMatchObject({ failures: 7, blockedUntil: at(6) });
  });

  test('that came at the same moment are counted in any order', () => {
    expect(attempt({ failures: 2, lastAt: at(1), blockedUntil: at(1) }, at(0))).toMatchObject({ failures: 3 });
  });

  test('are forgotten after an hour without one', () => {
    expect(attempt({ failures: 30, lastAt: at(0), blockedUntil: at(900) }, at(3601))).toEqual({ failures: 1, lastAt: at(3601), blockedUntil: at(3601) });
  });

  test('never get cheaper by trying more', () => {
    fc.assert(fc.property(fc.nat({ max: 2000 }), (failures) => waitSeconds(failures + 1) >= waitSeconds(failures)));
  });
});
