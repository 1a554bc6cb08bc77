import { describe, expect, test } from '@jest/globals';
import { AgreementTerms, type Key } from '@klaster/contracts';
import fc from 'fast-check';
import { garden, member, partnersIn, termsOf } from './fixtures/garden.js';
import { faultsOf, plainTerms } from './terms.js';

const partners = partnersIn('partner', 'partner', 'candidate', 'leaving', 'left');
const found = (terms: AgreementTerms) => faultsOf(terms, partners, 2).map(({ pointer, code }) => `${pointer} ${code}`);
const pledged = (pledge: Partial<AgreementTerms['partners'][number]['pledges'][number]>) =>
  termsOf([1, 2], { partners: [1, 2].map((digit) => ({ memberId: member(digit), tasks: [], pledges: digit === 1 ? [] : [{ kind: 'human', what: 'Praca', quantity: { value: '1', unit: 'h' }, amount: null, by: null, ...pledge }], responsibilities: [] })) });
const keyed = (costs: Key) => termsOf([1, 2], { keys: { costs, risks: { method: 'equal' }, benefits: { method: 'equal' } } });
const shares = (...parts: [digit: number, numerator: number, denominator: number][]): Key => ({ method: 'fixed-shares', shares: parts.map(([digit, numerator, denominator]) => ({ partner: member(digit), share: { numerator, denominator } })) });
const weights = (...parts: [digit: number, weight: number][]): Key => ({ method: 'custom', weights: parts.map(([digit, weight]) => ({ partner: member(digit), weight })) });
const counted = (kind: 'human' | 'financial', unit: string): Key => ({ method: 'by-contribution', kind, unit });
const money = { amountMinor: 100, currency: 'PLN' };

test('terms that fit have no faults', () => {
  for (const terms of [termsOf([1, 2]), termsOf([3, 1]), termsOf([1, 2], { until: '2026-03-01' }), pledged({}), pledged({ kind: 'financial', quantity: null, amount: money })]) expect(found(terms)).toEqual([]);
  for (const key of [shares([1, 1, 3], [2, 2, 3]), shares([2, 1, 1], [1, 0, 1]), weights([1, 0], [2, 7]), counted('human', 'h'), counted('financial', 'EUR')]) expect(found(keyed(key))).toEqual([]);
});

test.each<[string, AgreementTerms, string[]]>([
  ['who is leaving', termsOf([1, 2, 4]), ['/terms/partners/2/memberId leaving-partner']],
  ['who has left, and strangers', termsOf([5, 1, 2, 9]), ['/terms/partners/0/memberId unknown-partner', '/terms/partners/3/memberId unknown-partner']],
  ['somebody twice', termsOf([1, 2, 1]), ['/terms/partners/2/memberId repeated-partner']],
  ['one alone', termsOf([1]), ['/terms/partners too-few-partners']],
  ['an end before the beginning', termsOf([1, 2], { until: '2026-02-28' }), ['/terms/until before-beginning']],
  ['a benefit of somebody else', termsOf([1, 2], { expectedBenefits: [{ memberId: member(3), kind: 'reach', description: 'Zasięg', quantity: null }] }), ['/terms/expectedBenefits/0/memberId unknown-partner']],
  ['work in money', pledged({ quantity: null, amount: money }), ['/terms/partners/1/pledges/0/amount wrong-measure']],
  ['money in pieces', pledged({ kind: 'financial' }), ['/terms/partners/1/pledges/0/quantity wrong-measure']],
  ['shares of somebody else', keyed(shares([1, 1, 2], [3, 1, 2])), ['/terms/keys/costs/shares/1/partner unknown-partner']],
  ['two shares of one', keyed(shares([1, 1, 2], [1, 1, 2])), ['/terms/keys/costs/shares/1/partner repeated-partner']],
  ['shares without a partner', keyed(shares([1, 1, 1])), ['/terms/keys/costs/shares partner-left-out']],
  ['shares that are not one', keyed(shares([1, 1, 2], [2, 1, 3])), ['/terms/keys/costs/shares not-one']],
  ['weights without a partner', keyed(weights([2, 1])), ['/terms/keys/costs/weights partner-left-out']],
  ['weights of nothing', keyed(weights([1, 0], [2, 0])), ['/terms/keys/costs/weights all-zero']],
  ['money counted in hours', keyed(counted('financial', 'h')), ['/terms/keys/costs/unit not-a-currency']],
  ['work counted in money', keyed(counted('human', 'PLN')), ['/terms/keys/costs/unit unknown-unit']],
  ['work counted in no unit', keyed(counted('human', 'wiadro')), ['/terms/keys/costs/unit unknown-unit']],
])('names what is wrong with %s', (_, terms, faults) => {
  expect(found(terms)).toEqual(faults);
});

test('says who is left out', () => {
  expect(faultsOf(keyed(weights([2, 1])), partners, 2)[0]!.message).toContain(member(1));
});

test('every pointer leads into the request, to what is there or to where it is missing', () => {
  const faulty = fc.constantFrom<AgreementTerms>(termsOf([5, 1, 2, 9]), termsOf([1]), pledged({ quantity: null, amount: money }), keyed(shares([1, 1, 2], [3, 1, 2])), keyed(weights([2, 1])), keyed(counted('financial', 'h')));
  fc.assert(
    fc.property(faulty, (terms) => {
      for (const { pointer } of faultsOf(terms, partners, 2)) {
        let place: unknown = { terms };
        for (const step of pointer.slice(1).split('/')) {
          expect(Object.keys(place as object)).toContain(step);
          place = (place as Record<string, unknown>)[step];
        }
      }
    }),
  );
});

describe('plain terms', () => {
  test('name who is a partner and stays, fit, and say all that terms say', () => {
    const plain = plainTerms(garden('running'), partners, '2026-03-01');
    expect(plain.partners.map(({ memberId }) => memberId)).toEqual([member(1), member(2)]);
    expect(found(plain)).toEqual([]);
    expect(AgreementTerms.parse(plain)).toEqual(plain);
    expect(AgreementTerms.parse({ purpose: plain.purpose, from: plain.from, partners: plain.partners.map(({ memberId }) => ({ memberId })) })).toEqual(plain);
  });
});
