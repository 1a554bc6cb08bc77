import { expect, test } from '@jest/globals';
import type { AgreementTerms, Key } from '@klaster/contracts';
import { changedTerms } from './difference.js';
import { member, termsOf } from './fixtures/garden.js';

const shares = (...parts: [digit: number, numerator: number, denominator: number][]): Key => ({ method: 'fixed-shares', shares: parts.map(([digit, numerator, denominator]) => ({ partner: member(digit), share: { numerator, denominator } })) });
const withCosts = (costs: Key): AgreementTerms => termsOf([1, 2], { keys: { costs, risks: { method: 'equal' }, benefits: { method: 'equal' } } });
const withTasks = (...tasks: string[]): AgreementTerms => termsOf([1, 2], { partners: [{ memberId: member(1), tasks, pledges: [], responsibilities: [] }, termsOf([2]).partners[0]!] });

test('the same terms differ in nothing, in whatever order partners stand', () => {
  expect(changedTerms(termsOf([1, 2]), termsOf([2, 1]))).toEqual([]);
  expect(changedTerms(withCosts(shares([1, 1, 2], [2, 1, 2])), withCosts(shares([2, 1, 2], [1, 1, 2])))).toEqual([]);
});

test('plain terms are shown where they stand', () => {
  expect(changedTerms(termsOf([1, 2]), termsOf([1, 2], { until: null, leaving: { noticeDays: 30, how: 'Listem.' } }))).toEqual([
    { term: '/until', from: '2026-10-31', to: null },
    { term: '/leaving/noticeDays', from: 14, to: 30 },
    { term: '/leaving/how', from: null, to: 'Listem.' },
  ]);
});

test('partners come and go by their ids, and so do their shares', () => {
  expect(changedTerms(termsOf([1, 2]), termsOf([3, 2]))).toEqual([
    { term: `/partners/${member(3)}`, from: null, to: { tasks: [], pledges: [], responsibilities: [] } },
    { term: `/partners/${member(1)}`, from: { tasks: [], pledges: [], responsibilities: [] }, to: null },
  ]);
  expect(changedTerms(withCosts(shares([1, 1, 2], [2, 1, 2])), withCosts(shares([2, 1, 2], [1, 2, 4])))).toEqual([
    { term: `/keys/costs/shares/${member(1)}/share/numerator`, from: 1, to: 2 },
    { term: `/keys/costs/shares/${member(1)}/share/denominator`, from: 2, to: 4 },
  ]);
  expect(changedTerms(termsOf([1, 2]), withCosts({ method: 'custom', weights: [{ partner: member(1), weight: 1 }] }))).toEqual([
    { term: '/keys/costs/method', from: 'equal', to: 'custom' },
    { term: '/keys/costs/weights', from: null, to: { [member(1)]: { weight: 1 } } },
  ]);
});

test('of lists it is shown what went and what came, and only where nothing did another order', () => {
  const term = `/partners/${member(1)}/tasks`;
  expect(changedTerms(withTasks('Kopie', 'Sieje'), withTasks('Podlewa', 'Kopie', 'Kopie'))).toEqual([
    { term: `${term}/1`, from: 'Sieje', to: null }, { term: `${term}/0`, from: null, to: 'Podlewa' }, { term: `${term}/2`, from: null, to: 'Kopie' },
  ]);
  expect(changedTerms(withTasks('Kopie', 'Sieje'), withTasks('Sieje', 'Kopie'))).toEqual([{ term, from: ['Kopie', 'Sieje'], to: ['Sieje', 'Kopie'] }]);
});
