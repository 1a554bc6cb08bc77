import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { civilDay, daysLater, endOfDay, startOfDay } from './civil-days.js';

test('days begin at midnight on the wall, in winter, in summer and where the clock is changed', () => {
  expect(['2026-01-15', '2026-07-15', '2026-03-29', '2026-03-30', '2026-10-25', '2026-10-26'].map(startOfDay)).toEqual([
    '2026-01-14T23:00:00.000Z', '2026-07-14T22:00:00.000Z', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z',
  ]);
});

test('a day is over when the next begins, and every instant is in the day that it is in', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
    const day = daysLater('1990-01-01', days);
    expect(civilDay(startOfDay(day))).toBe(day);
    expect(civilDay(new Date(Date.parse(endOfDay(day)) - 1).toISOString())).toBe(day);
    expect(endOfDay(day)).toBe(startOfDay(daysLater(day, 1)));
  }));
});
