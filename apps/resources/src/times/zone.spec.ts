import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { endOfDay, instantOf, wallOf } from './zone.js';

const wall = (text: string) => Date.parse(`${text}Z`);
const read = (wallMs: number) => new Date(wallMs).toISOString().slice(0, 16);
const minutesFrom1900To2199 = fc.integer({ min: wall('1900-01-02T00:00') / 60_000, max: wall('2199-12-30T00:00') / 60_000 }).map((minute) => minute * 60_000);

describe('the clock on the wall in Warsaw', () => {
  it.each([
    ['in winter an hour ahead', '2026-01-15T12:00', '2026-01-15T11:00:00.000Z'],
    ['in summer two', '2026-07-15T12:00', '2026-07-15T10:00:00.000Z'],
    ['the last minute before it is put forward', '2026-03-29T01:59', '2026-03-29T00:59:00.000Z'],
    ['what it leaves out is the moment at which it is put forward', '2026-03-29T02:30', '2026-03-29T01:00:00.000Z'],
    ['the first minute behind', '2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
    ['of two the first', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['when it has been put back', '2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
  ])('%s', (_, local, instant) => {
    expect(new Date(instantOf(wall(local))).toISOString()).toBe(instant);
  });

  it('shows what Temporal shows, at any instant', () => {
    fc.assert(fc.property(minutesFrom1900To2199, (ms) => {
      expect(read(wallOf(ms))).toBe(Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Europe/Warsaw').toPlainDateTime().toString().slice(0, 16));
    }), { numRuns: 300 });
  });

  it('is at every time when Temporal says, but for what is left out', () => {
    fc.assert(fc.property(minutesFrom1900To2199, (wallMs) => {
      const zoned = Temporal.PlainDateTime.from(read(wallMs)).toZonedDateTime('Europe/Warsaw');
      const exists = zoned.toPlainDateTime().toString().slice(0, 16) === read(wallMs);
      if (exists) expect(instantOf(wallMs)).toBe(zoned.epochMilliseconds);
      else expect(zoned.getTimeZoneTransition('previous')!.epochMilliseconds).toBe(instantOf(wallMs));
    }), { numRuns: 300 });
  });

  it('a day ends at its own midnight, and has 23 hours, 24 or 25', () => {
    const hours = (day: string, before: string) => (endOfDay(day) - endOfDay(before)) / 3_600_000;
    expect(new Date(endOfDay('2026-08-31')).toISOString()).toBe('2026-08-31T22:00:00.000Z');
    expect([hours('2026-03-29', '2026-03-28'), hours('2026-03-30', '2026-03-29'), hours('2026-10-25', '2026-10-24')]).toEqual([23, 24, 25]);
  });
});
