import { describe, expect, test } from '@jest/globals';
import { nextLook, silenceConfirmsFrom } from './silence.js';

describe('silence', () => {
  test.each([
    ['in winter', '2026-01-10', 14, '2026-01-24T23:00:00.000Z'],
    ['in summer', '2026-07-10', 1, '2026-07-11T22:00:00.000Z'],
    ['into summer time', '2026-03-28', 1, '2026-03-29T22:00:00.000Z'],
    ['into winter time', '2026-10-24', 1, '2026-10-25T23:00:00.000Z'],
    ['over the end of February', '2028-02-28', 1, '2028-02-29T23:00:00.000Z'],
    ['for the longest window', '2026-01-01', 90, '2026-04-01T22:00:00.000Z'],
  ])('confirms from the midnight behind so many full days: %s', (_, today, days, from) => expect(silenceConfirmsFrom(today, days)).toBe(from));

  test('is looked for a minute behind the next midnight, of whichever season', () => {
    expect(nextLook('2026-01-10T12:00:00.000Z')).toBe('2026-01-10T23:01:00.000Z');
    expect(nextLook('2026-01-10T23:01:00.000Z')).toBe('2026-01-11T23:01:00.000Z');
    expect(nextLook('2026-03-28T23:30:00.000Z')).toBe('2026-03-29T22:01:00.000Z');
    expect(nextLook('2026-10-24T22:30:00.000Z')).toBe('2026-10-25T23:01:00.000Z');
  });
});
