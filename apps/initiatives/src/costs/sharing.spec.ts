import { describe, expect, test } from '@jest/globals';
import { faultOf } from '@klaster/shares';
import fc from 'fast-check';
import { memberAt, partnerAt, versionOf, weights } from '../testing/ground.js';
import { absentOn, governing, keyAmong, lastDayOf, sharersBut } from './sharing.js';

describe('the version that governs a day', () => {
  const versions = [versionOf(1, '2026-01-05T10:00:00.000Z', 2), versionOf(3, '2026-02-01T08:00:00.000Z', 3), versionOf(4, '2026-02-01T15:00:00.000Z', 3), versionOf(6, '2026-03-01T23:30:00.000Z', 2)];

  test.each([
    ['2025-12-31', 1], ['2026-01-05', 1], ['2026-01-31', 1], ['2026-02-01', 4], ['2026-03-01', 4],
    // 23:30 in UTC is the next day in the federation's time zone.
    ['2026-03-02', 6], ['2030-01-01', 6],
  ])('%s: %d', (day, number) => expect(governing(versions, day)?.number).toBe(number));

  test('is none where there never was one', () => expect(governing([], '2026-01-01')).toBeUndefined());

  test('never goes back as days go on', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((days) => new Date(Date.UTC(2025, 11, 1 + days)).toISOString().slice(0, 10));
    fc.assert(fc.property(day, day, (one, other) => {
      const [earlier, later] = [one, other].sort() as [string, string];
      expect(governing(versions, later)!.number).toBeGreaterThanOrEqual(governing(versions, earlier)!.number);
    }));
  });
});

describe('the last day of a partner', () => {
  test.each([
    ['of one that stays', {}, undefined],
    ['of one that gave notice: the last of it', { state: 'leaving', leavesOn: '2026-03-31' }, '2026-03-31'],
    ['of one that left with it, whenever the clock looked', { state: 'left', leavesOn: '2026-03-31', leftAt: '2026-03-31T22:00:01.000Z' }, '2026-03-31'],
    ['of one that was let go before', { state: 'left', leavesOn: '2026-03-31', leftAt: '2026-03-10T09:00:00.000Z' }, '2026-03-10'],
    ['of one that left without notice', { state: 'left', leftAt: '2026-03-10T23:30:00.000Z' }, '2026-03-11'],
  ] as const)('%s', (_, change, last) => expect(lastDayOf(partnerAt(1, change))).toBe(last));
});

describe('who shares', () => {
  const version = versionOf(1, '2026-01-05T10:00:00.000Z', 3, { costs: weights(1, 2, 0), risks: { method: 'fixed-shares', shares: [1, 2, 3].map((digit) => ({ partner: memberAt(digit), share: { numerator: digit === 3 ? 0 : 1, denominator: 2 } })) } });
  const partners = [partnerAt(1), partnerAt(2), partnerAt(3, { state: 'left', leftAt: '2026-02-10T09:00:00.000Z' }), partnerAt(4)];

  test('is named by the version, and had not left before the day', () => {
    expect(absentOn('2026-02-10', version, partners)).toEqual([]);
    expect(absentOn('2026-02-11', version, partners)).toEqual([memberAt(3)]);
    expect(sharersBut([memberAt(3), memberAt(4)], version)).toEqual([1, 2].map(memberAt));
  });

  test('is not who came again later, nor asks to; but all of the first version share what was before it', () => {
    for (const state of ['candidate', 'partner'] as const) {
      const again = [partnerAt(1), partnerAt(2, { state, joinedAt: '2026-02-20T10:00:00.000Z' }), partnerAt(3)];
      expect(absentOn('2026-02-19', version, again)).toEqual([memberAt(2)]);
      expect(absentOn('2026-02-20', version, again)).toEqual([]);
      expect(absentOn('2026-01-04', version, again)).toEqual([]);
    }
  });

  test('may be fewer than a key names where the others bear nothing, and only then', () => {
    const faults = (among: readonly number[]) => (['costs', 'risks', 'benefits'] as const).map((name) => faultOf(keyAmong(among.map(memberAt), version, name), among.map(memberAt))?.code);
    expect(faults([1, 2, 3])).toEqual([undefined, undefined, undefined]);
    expect(faults([1, 2])).toEqual([undefined, undefined, undefined]);
    expect(faults([1, 3])).toEqual(['unknown-partner', 'unknown-partner', undefined]);
  });
});
