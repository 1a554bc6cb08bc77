import { expect, test } from '@jest/globals';
import { ContributionRecorded, ContributionRecordedV1 } from '@klaster/contracts';
import { entryOf } from './entry.js';

const id = (digit: number) => `01930000-0000-7000-8000-00000000000${digit}`;
const recorded = {
  contributionId: id(1), clusterId: id(2), kind: 'human', category: 'volunteering', quantity: { value: '2.50', unit: 'h' }, amount: null, giver: id(3),
  receiver: { initiativeId: id(4) }, givenOn: '2026-11-01', givenUntil: null, recordedBy: id(3), recordedAt: '2026-11-23T10:00:00.000Z', evidence: [],
  reversalOf: null, corrects: null,
} as const satisfies Parameters<typeof ContributionRecordedV1.of>[0];
const entry = (fields: Partial<Parameters<typeof ContributionRecordedV1.of>[0]>) => entryOf(ContributionRecordedV1.of({ ...recorded, ...fields }).data);

test('given work, then its quantity counts in its unit', () => {
  expect(entry({})).toEqual({
    contributionId: id(1), memberId: id(3), kind: 'human', category: 'volunteering', unit: 'h', value: '2.50', recordedAt: '2026-11-23T10:00:00.000Z', attributedTo: id(2),
  });
});

test('given money, then its minor units count in its currency', () => {
  expect(entry({ kind: 'financial', category: 'money', quantity: null, amount: { amountMinor: 12_345, currency: 'PLN' } })).toMatchObject({ unit: 'PLN', value: '12345' });
});

test('given what is told now, then it counts as what was told first, for the cluster of its giver', () => {
  const now = ContributionRecorded.of({ ...recorded, action: 'work', pledgeId: id(6), declaredValue: { amountMinor: 7_500, currency: 'PLN', rateTableId: id(7), rateTableVersion: 1, rateMinor: 3_000, unit: 'h' }, returnBy: null, giverClusterId: id(8) });
  expect(entryOf(now.data)).toEqual({ ...entry({}), attributedTo: id(8) });
});

test('given a reversal, then it counts negative', () => {
  expect(entry({ reversalOf: id(5) })).toMatchObject({ value: '-2.50' });
});

test('given nothing to count, then it is a fault and not a zero', () => {
  expect(() => entry({ quantity: null })).toThrow('neither a quantity nor an amount');
});
