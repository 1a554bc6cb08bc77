import { expect, test } from '@jest/globals';
import { camel, isKebab, pascal, plural, singular, thirdPerson, withArticle } from './names.ts';

test.each([
  ['offers', 'offer'],
  ['parties', 'party'],
  ['categories', 'category'],
  ['matches', 'match'],
  ['purses', 'purse'],
  ['clauses', 'clause'],
  ['rate-tables', 'rate-table'],
  ['benefits', 'benefit'],
  ['classes', 'class'],
])('one of %s is %s', (collection, noun) => {
  expect(singular(collection)).toBe(noun);
});

test('what is no plural stays as it is', () => {
  expect(['journal', 'status', 'access', 'settlement'].map(singular)).toEqual(['journal', 'status', 'access', 'settlement']);
});

test('collections and sentences are made of nouns and verbs', () => {
  expect(['offer', 'party', 'day', 'match', 'box', 'risk'].map(plural)).toEqual(['offers', 'parties', 'days', 'matches', 'boxes', 'risks']);
  expect(['publish', 'record', 'carry'].map(thirdPerson)).toEqual(['publishes', 'records', 'carries']);
  expect(['offer', 'pledge', 'rate-table'].map(withArticle)).toEqual(['an offer', 'a pledge', 'a rate table']);
});

test('names are written as code, and only small letters with single hyphens are names', () => {
  expect([pascal('rate-table'), camel('rate-table'), camel('read-offer')]).toEqual(['RateTable', 'rateTable', 'readOffer']);
  expect(['offers', 'rate-tables', 'v2'].every(isKebab)).toBe(true);
  expect(['Offers', 'rate_tables', '-a', 'a-', 'a--b', '2a', '', '../x', 'żółw'].some(isKebab)).toBe(false);
});
