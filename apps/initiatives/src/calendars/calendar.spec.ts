import { expect, test } from '@jest/globals';
import { lastDays, summaryOf } from './calendar.js';

const partner = (memberId: string, name: string | null, leavesOn: string | null) => ({ memberId, name, leavesOn });

test('the last days are those of the agreement and of partners that are leaving', () => {
  const days = lastDays({ id: 'i', version: 7, until: '2027-06-30', partners: [partner('a', 'Fundacja A', '2027-03-01'), partner('b', null, '2027-04-01'), partner('c', 'Szkoła', null)] });
  expect(days.map(({ id, version, due }) => [id, version, due])).toEqual([['agreement-i', 7, '2027-06-30'], ['departure-i-a', 7, '2027-03-01'], ['departure-i-b', 7, '2027-04-01']]);
  expect(days.map((day) => summaryOf(day, 'Ogród', 'pl'))).toEqual(['Ostatni dzień porozumienia (Ogród)', 'Ostatni dzień partnera: Fundacja A (Ogród)', 'Ostatni dzień partnera (Ogród)']);
  expect(days.map((day) => summaryOf(day, 'Ogród', 'en'))).toEqual(['Last day of the agreement (Ogród)', 'Last day of a partner: Fundacja A (Ogród)', 'Last day of a partner (Ogród)']);
});

test('there are none where nothing ends', () => {
  expect(lastDays({ id: 'i', version: 1, until: null, partners: [partner('a', 'Fundacja A', null)] })).toEqual([]);
});
