import { describe, expect, test } from '@jest/globals';
import { isRefusal, NoRate, refuse } from '@klaster/contracts';
import type { Contribution, Facts } from './contribution.js';
import { dispute } from './dispute.js';
import { accepted, circumstancesFor, confirmed, examples, factsOf, idAt, members, people, recorded, refusalOf } from './fixtures/entries.js';
import type { Given } from './given.js';
import { reverse } from './reversal.js';

const { giving, receiving } = people;
const ids = { reversal: idAt(12), correction: idAt(13) };
const attempt = (original: Contribution, correction?: Given, facts: Facts = factsOf(correction?.category ?? 'tutoring'), by = giving) => reverse(original, members, ids, { reason: 'Pomyłka', correction }, facts, circumstancesFor(by));
const reversed = (...args: Parameters<typeof attempt>) => {
  const result = attempt(...args);
  if (isRefusal(result)) throw new Error(result.refused);
  return { original: result.original.state, reversal: result.reversal.state, correction: result.correction?.state, events: [result.original, result.reversal].map(({ events }) => events.map(({ type }) => type)) };
};
const fewer: Given = { ...examples.human, quantity: { value: '2', unit: 'h' } };

describe('taking back', () => {
  test('voids at once what was not confirmed, disputed or not', () => {
    for (const waiting of [recorded(), accepted(dispute(recorded(), [], circumstancesFor(receiving))).state]) {
      const { original, reversal, events } = reversed(waiting);
      expect(original).toMatchObject({ state: 'voided', reversedBy: ids.reversal, confirmBy: null });
      expect(reversal).toMatchObject({ state: 'voided', reversalOf: original.id, confirmBy: null });
      expect(events).toEqual([['resources.contribution.voided.v1'], ['resources.contribution.recorded.v3', 'resources.contribution.voided.v1']]);
    }
  });

  test('of what counts is up to the other side, which silence answers for as for any entry', () => {
    const { original, reversal } = reversed(confirmed());
    expect(original).toMatchObject({ state: 'confirmed', reversedBy: ids.reversal });
    expect(reversal).toMatchObject({ state: 'recorded', reversalOf: original.id, description: 'Pomyłka', confirmBy: '2026-03-15T23:00:00.000Z' });
  });

  test('says the same as what it takes back: action, pledge, value, licence, return', () => {
    const declaredValue = { amountMinor: 100, currency: 'PLN', rateTableId: idAt(40), rateTableVersion: 1, rateMinor: 40, unit: 'h' };
    const lent = { ...confirmed({ category: 'tent', quantity: { value: '2', unit: 'piece' }, action: 'transferCustody', returnBy: '2026-04-01', givenOn: '2026-02-27', evidence: [] }), pledgeId: idAt(30), declaredValue };
    expect(reversed(lent).reversal).toMatchObject({ action: 'transferCustody', returnBy: '2026-04-01', pledgeId: idAt(30), declaredValue, quantity: { value: '2', unit: 'piece' }, evidence: [] });
  });

  test('is up to the side that recorded it, once', () => {
    expect(refusalOf(attempt(recorded(), undefined, undefined, receiving))).toBe('not-a-side');
    const { original, reversal } = reversed(confirmed());
    expect(refusalOf(attempt(original))).toBe('already-reversed');
    expect(refusalOf(attempt(reversal))).toBe('reversal-of-reversal');
    expect(refusalOf(attempt({ ...recorded(), state: 'voided' }))).toBe('already-settled');
  });
});

test('what is taken back, and what stands in its place, count for the same cluster', () => {
  const elsewhere = idAt(50);
  const told = (giverClusterId: string | null, own: string, by = receiving) => {
    const result = reverse({ ...confirmed(), recordedBy: by, receiver: { initiativeId: idAt(20) } }, { partners: [receiving], giverClusterId }, ids, { reason: 'Pomyłka', correction: fewer }, factsOf('tutoring'), { ...circumstancesFor(by), ownClusterId: own });
    if (isRefusal(result)) throw new Error(result.refused);
    return [result.reversal, result.correction!].map(({ events: [event] }) => (event!.data as { giverClusterId: string }).giverClusterId);
  };
  expect(told(elsewhere, people.cluster)).toEqual([elsewhere, elsewhere]);
  expect(told(null, elsewhere)).toEqual([people.cluster, people.cluster]);
  expect(told(null, elsewhere, giving)).toEqual([elsewhere, elsewhere]);
});

describe('a correction', () => {
  test('stands in the place of what is taken back', () => {
    expect(reversed(confirmed(), fewer).correction).toMatchObject({ corrects: idAt(10), state: 'recorded', giver: giving, receiver: { memberId: receiving }, quantity: { value: '2', unit: 'h' }, pledgeId: null });
  });

  test('fulfils the same pledge, if it can still be counted towards it', () => {
    const pledged = { ...confirmed(), pledgeId: idAt(30) };
    expect(reversed(pledged, fewer).correction?.pledgeId).toBe(idAt(30));
    expect(reversed(pledged, { ...fewer, quantity: { value: '90', unit: 'min' } }).correction?.pledgeId).toBe(idAt(30));
    expect(reversed(pledged, { ...fewer, quantity: { value: '1', unit: 'day' } }).correction?.pledgeId).toBeNull();
    expect(reversed(pledged, { ...fewer, category: 'volunteering' }).correction?.pledgeId).toBeNull();
  });

  test('is judged like any entry', () => {
    expect(refusalOf(attempt(confirmed(), { ...fewer, quantity: { value: '2', unit: 'kg' } }))).toBe('wrong-measure');
    expect(refusalOf(attempt(confirmed(), { ...fewer, givenOn: '2026-03-02' }))).toBe('wrong-period');
    expect(refusalOf(attempt(confirmed(), { ...fewer, action: 'use' }))).toBe('action-unfit');
    expect(refusalOf(attempt(confirmed(), fewer, { ...factsOf('tutoring'), declaredValue: refuse(NoRate) }))).toBe('no-rate');
  });
});
