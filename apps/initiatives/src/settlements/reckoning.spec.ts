import { describe, expect, test } from '@jest/globals';
import type { KeyName } from '@klaster/contracts';
import fc from 'fast-check';
import { memberAt, versionOf, weights } from '../testing/ground.js';
import { type Basis, reckon, type Sum } from './reckoning.js';

const byHours = { method: 'by-contribution', kind: 'human', unit: 'h' } as const;
const basis: Basis = {
  versions: [versionOf(1, '2026-01-05T10:00:00.000Z', 3, { benefits: byHours }), versionOf(2, '2026-03-01T10:00:00.000Z', 4, { costs: weights(5, 3, 0, 2), risks: byHours })],
  given: [{ memberId: memberAt(1), kind: 'human', unit: 'h', value: '2.5' }, { memberId: memberAt(3), kind: 'human', unit: 'h', value: '7.5' }, { memberId: memberAt(2), kind: 'human', unit: 'day', value: '3' }],
};
/** Before the third partner left, and after. Of the second version it bears nothing. */
const before: string[] = [], after = [memberAt(3)];
const sum = (agreementNumber: number, key: KeyName, absent: string[], paidBy: number, amountMinor: number, toPlace = 1): Sum => ({
  agreementNumber, key, absent, currency: 'PLN', paidBy: memberAt(paidBy), entries: 1, amountMinor: String(amountMinor), toPlace,
});
const balanced = (sums: readonly Sum[], on = basis) => [1, 2, 3, 4].map((digit) => reckon(sums, on).partners.find(({ memberId }) => memberId === memberAt(digit))?.balanceMinor ?? 0);

describe('what is reckoned', () => {
  test('is shared among who shared that day', () => {
    expect(balanced([sum(1, 'costs', before, 1, 900)])).toEqual([600, -300, -300, 0]);
    expect(balanced([sum(1, 'costs', after, 1, 900)])).toEqual([450, -450, 0, 0]);
    expect(balanced([sum(2, 'costs', after, 1, 1_000)])).toEqual([500, -300, 0, -200]);
  });

  test('is rounded once for each key and those who share, whatever days and payers it is of', () => {
    const many = (absent: string[]) => [1, 2].flatMap((payer) => [sum(1, 'costs', absent, payer, 1), sum(1, 'costs', absent, payer, 1)]);
    expect(balanced(many(before))).toEqual([2 - 2, 2 - 1, -1, 0]);
    expect(balanced(many(after))).toEqual([0, 0, 0, 0]);
    expect(balanced([...many(before), ...many(after)])).toEqual([0, 1, -1, 0]);
  });

  test('counts of contributions those of the kind, the unit, and of who shares', () => {
    expect(balanced([sum(1, 'benefits', before, 2, 100)])).toEqual([-25, 100, -75, 0]);
    expect(balanced([sum(1, 'benefits', after, 2, 100)])).toEqual([-100, 100, 0, 0]);
  });

  test('leaves out what cannot be worked out, says so once, and counts it all the same', () => {
    const sums = [sum(1, 'costs', before, 1, 900, 4), sum(2, 'risks', before, 1, 50, 9), sum(2, 'risks', before, 2, 50, 7), sum(1, 'benefits', before, 2, 60)];
    const reckoned = reckon(sums, { ...basis, given: [] });
    expect(reckoned).toMatchObject({ entries: 4, totalMinor: 900, toPlace: 9 });
    expect(reckoned.unfit).toEqual([{ agreementNumber: 2, key: 'risks', code: 'nobody-contributed' }, { agreementNumber: 1, key: 'benefits', code: 'nobody-contributed' }]);
  });

  test('of nothing is nothing', () => expect(reckon([], basis)).toEqual({ entries: 0, totalMinor: 0, partners: [], transfers: [], unfit: [], toPlace: 0 }));
});

describe('whatever was paid', () => {
  const anySum = fc.record({ key: fc.constantFrom<KeyName[]>('costs', 'risks', 'benefits'), when: fc.constantFrom([1, before] as const, [1, after] as const, [2, before] as const), payer: fc.integer({ min: 1, max: 4 }), amount: fc.integer({ min: -1_000_000, max: 1_000_000 }) });
  const sums = fc.array(anySum, { maxLength: 40 }).map((each) => each.map(({ key, when: [number, absent], payer, amount }) => sum(number, key, absent, payer, amount)));

  test('balances sum to zero, and fewer transfers than there are partners clear them', () => {
    fc.assert(fc.property(sums, (paid) => {
      const reckoned = reckon(paid, basis);
      const left = new Map(reckoned.partners.map(({ memberId, balanceMinor }) => [memberId, balanceMinor]));
      expect([...left.values()].reduce((total, balance) => total + balance, 0)).toBe(0);
      expect(reckoned.totalMinor).toBe(paid.reduce((total, { amountMinor }) => total + Number(amountMinor), 0));
      expect(reckoned.transfers.length).toBeLessThanOrEqual(Math.max(0, reckoned.partners.length - 1));
      for (const { from, to, amountMinor } of reckoned.transfers) {
        left.set(from, left.get(from)! + amountMinor);
        left.set(to, left.get(to)! - amountMinor);
      }
      expect([...left.values()].every((balance) => balance === 0)).toBe(true);
    }));
  });

  test('a correction leaves what would have been right, but for a minor unit of each key and those who share', () => {
    fc.assert(fc.property(sums, sums, (wrong, right) => {
      const correction = [...wrong.map((one) => ({ ...one, amountMinor: String(-Number(one.amountMinor)) })), ...right];
      const [first, second, expected] = [balanced(wrong), balanced(correction), balanced(right)];
      const groups = new Set([...wrong, ...right].map(({ agreementNumber, key, absent }) => `${agreementNumber} ${key} ${absent.join()}`)).size;
      for (const [place, balance] of first.entries()) expect(Math.abs(balance + second[place]! - expected[place]!)).toBeLessThanOrEqual(2 * groups);
    }));
  });
});
