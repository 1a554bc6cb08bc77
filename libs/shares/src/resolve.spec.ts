import { describe, expect, it } from '@jest/globals';
import { faultOf } from './fault.js';
import type { Contributed, Key } from './key.js';
import { resolve } from './resolve.js';

const partners = ['jan', 'ala', 'ewa'];
const hours = (partner: string, value: string): Contributed => ({ partner, kind: 'human', quantity: { value, unit: 'h' } });
/** The weights as texts by partner, or what is wrong. */
const resolved = (key: Key, contributions: readonly Contributed[] = [], among: readonly string[] = partners) => {
  const found = resolve(key, among, { contributions });
  return 'fault' in found ? found.fault : Object.fromEntries(found.weights.map(({ partner, weight }) => [partner, `${weight.numerator}/${weight.denominator}`]));
};
const fixed = (shares: Record<string, [number | bigint, number | bigint]>): Key => ({
  method: 'fixed-shares',
  shares: Object.entries(shares).map(([partner, [numerator, denominator]]) => ({ partner, share: { numerator, denominator } })),
});
const custom = (weights: Record<string, number | bigint>): Key => ({ method: 'custom', weights: Object.entries(weights).map(([partner, weight]) => ({ partner, weight })) });
const byHours: Key = { method: 'by-contribution', kind: 'human', unit: 'h' };

describe('a key comes to exact shares of the whole', () => {
  it('equal', () => {
    expect(resolved({ method: 'equal' })).toEqual({ ala: '1/3', ewa: '1/3', jan: '1/3' });
    expect(resolved({ method: 'equal' }, [], ['jan'])).toEqual({ jan: '1/1' });
  });

  it('in the order of the ids', () => {
    const found = resolve({ method: 'equal' }, partners, { contributions: [] });
    expect('weights' in found && found.weights.map(({ partner }) => partner)).toEqual(['ala', 'ewa', 'jan']);
  });

  it('fixed shares, in lowest terms', () => {
    expect(resolved(fixed({ jan: [50, 100], ala: [1, 3], ewa: [1n, 6n] }))).toEqual({ ala: '1/3', ewa: '1/6', jan: '1/2' });
    expect(resolved(fixed({ jan: [1, 1], ala: [0, 1], ewa: [0, 7] }))).toEqual({ ala: '0/1', ewa: '0/1', jan: '1/1' });
  });

  it('custom weights of any size', () => {
    expect(resolved(custom({ jan: 2, ala: 4, ewa: 0 }))).toEqual({ ala: '2/3', ewa: '0/1', jan: '1/3' });
    expect(resolved(custom({ jan: 10n ** 30n, ala: 10n ** 30n, ewa: 1 }))).toMatchObject({ ewa: `1/${2n * 10n ** 30n + 1n}` });
  });

  it('contributions of its kind, added up: 2.5 h and 0.25 h beside 5.50 h', () => {
    const money: Contributed = { partner: 'ewa', kind: 'financial', quantity: { value: '100000', unit: 'PLN' } };
    expect(resolved(byHours, [hours('ala', '2.5'), money, hours('jan', '5.50'), hours('ala', '0.25')])).toEqual({ ala: '1/3', ewa: '0/1', jan: '2/3' });
    expect(resolved(byHours, [hours('jan', '123456789012345678.000001'), hours('ewa', '0.000000')])).toEqual({ ala: '0/1', ewa: '0/1', jan: '1/1' });
  });
});

describe('what is wrong is told with its place', () => {
  it.each<[string, Key, readonly string[], object]>([
    ['no partners', { method: 'equal' }, [], { pointer: '/partners', code: 'no-partners' }],
    ['a partner twice', { method: 'equal' }, ['ala', 'jan', 'ala'], { pointer: '/partners/2', code: 'repeated-partner' }],
    ['a share of somebody else', fixed({ ala: [1, 2], ewa: [1, 4], jan: [1, 4], ola: [0, 1] }), partners, { pointer: '/key/shares/3/partner', code: 'unknown-partner' }],
    ['a weight of somebody else', custom({ ola: 1 }), partners, { pointer: '/key/weights/0/partner', code: 'unknown-partner' }],
    ['a weight twice', { method: 'custom', weights: ['ala', 'jan', 'jan'].map((partner) => ({ partner, weight: 1 })) }, partners, { pointer: '/key/weights/2/partner', code: 'repeated-partner' }],
    ['a partner left out of shares', fixed({ ala: [1, 2], jan: [1, 2] }), partners, { pointer: '/partners/2', code: 'partner-left-out' }],
    ['a partner left out of weights', custom({ ala: 1, ewa: 1 }), partners, { pointer: '/partners/0', code: 'partner-left-out' }],
    ['a numerator that is not whole', fixed({ ala: [0.5, 1], ewa: [1, 2], jan: [0, 1] }), partners, { pointer: '/key/shares/0/share', code: 'not-a-fraction' }],
    ['a share below nothing', fixed({ ala: [1, 1], ewa: [-1, 2], jan: [1, 2] }), partners, { pointer: '/key/shares/1/share', code: 'not-a-fraction' }],
    ['a denominator of nothing', fixed({ ala: [1, 2], ewa: [1, 2], jan: [0, 0] }), partners, { pointer: '/key/shares/2/share', code: 'not-a-fraction' }],
    ['a denominator that is not safe', fixed({ ala: [1, 2], ewa: [1, 2], jan: [0, 2 ** 53] }), partners, { pointer: '/key/shares/2/share', code: 'not-a-fraction' }],
    ['99 hundredths', fixed({ ala: [33, 100], ewa: [33, 100], jan: [33, 100] }), partners, { pointer: '/key/shares', code: 'not-one' }],
    ['more than one by the smallest fraction', fixed({ ala: [1, 2], ewa: [1, 2], jan: [1n, 10n ** 40n] }), partners, { pointer: '/key/shares', code: 'not-one' }],
    ['a weight that is not whole', custom({ ala: 1, ewa: 1.5, jan: 1 }), partners, { pointer: '/key/weights/1/weight', code: 'not-a-weight' }],
    ['a weight below nothing', custom({ ala: 1, ewa: 1, jan: -1n }), partners, { pointer: '/key/weights/2/weight', code: 'not-a-weight' }],
    ['weights of nothing', custom({ ala: 0, ewa: 0n, jan: 0 }), partners, { pointer: '/key/weights', code: 'all-zero' }],
  ])('%s', (_, key, among, fault) => {
    expect(faultOf(key, among)).toEqual(fault);
    expect(resolved(key, [], among)).toEqual(fault);
  });

  it.each<[string, Contributed[], object]>([
    ['nobody contributed', [], { pointer: '/facts/contributions', code: 'nobody-contributed' }],
    ['nobody contributed anything', [hours('ala', '0'), hours('jan', '0.00')], { pointer: '/facts/contributions', code: 'nobody-contributed' }],
    ['a contribution of somebody else', [hours('ala', '1'), hours('ola', '1')], { pointer: '/facts/contributions/1/partner', code: 'unknown-partner' }],
    ['minutes among hours', [{ ...hours('ala', '90'), quantity: { value: '90', unit: 'min' } }], { pointer: '/facts/contributions/0/quantity/unit', code: 'other-unit' }],
    ...['', '-1', '1.', '.5', '1e3', '01', '1,5', ' 1', '1\n', 'NaN', '１'].map((value): [string, Contributed[], object] => [
      `the quantity ${JSON.stringify(value)}`, [hours('ala', value)], { pointer: '/facts/contributions/0/quantity/value', code: 'not-a-decimal' },
    ]),
  ])('%s', (_, contributions, fault) => {
    expect(faultOf(byHours, partners)).toBeUndefined();
    expect(resolved(byHours, contributions)).toEqual(fault);
  });
});
