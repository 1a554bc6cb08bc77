import { expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import { icalOf } from './ical.js';

const calendar = {
  title: 'Ogród; „zażółć”, i reszta', now: '2026-03-01T10:00:00.000Z',
  items: [
    { id: '01a21377-9b88-750a-97f2-43f8425881a4', version: 3, title: 'Przekopać, zagrabić', what: 'task', due: '2026-03-29' },
    { id: '01a21377-9b88-750a-97f2-43f8425881a5', version: 1, title: 'Sto drzew', what: 'goal', due: '2026-10-31' },
  ],
} as const;

test('what is due stands on its day, all day long, and takes the place of what it was', () => {
  const read = new ICAL.Component(ICAL.parse(icalOf(calendar, 'pl')) as unknown[]);
  const events = read.getAllSubcomponents('vevent').map((event) => (name: string) => String(event.getFirstPropertyValue(name)));
  expect(events.map((value) => [value('uid'), value('sequence'), value('dtstart'), value('summary')])).toEqual([
    [calendar.items[0].id, '2', '2026-03-29', 'Zadanie: Przekopać, zagrabić (Ogród; „zażółć”, i reszta)'],
    [calendar.items[1].id, '0', '2026-10-31', 'Cel: Sto drzew (Ogród; „zażółć”, i reszta)'],
  ]);
});

test('a calendar of nothing is a calendar', () => {
  expect(new ICAL.Component(ICAL.parse(icalOf({ ...calendar, items: [] }, 'en')) as unknown[]).getAllSubcomponents('vevent')).toEqual([]);
});
