import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recurrenceOf, startsOf } from './recurrence.js';
import { dayMs } from './zone.js';

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;
const wall = (text: string) => Date.parse(`${text}Z`);

interface Made {
  readonly freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  readonly weekStart: (typeof weekdays)[number];
  readonly months: readonly number[];
  readonly monthDays: readonly number[];
  readonly days: readonly { readonly nth: number; readonly day: (typeof weekdays)[number] }[];
  readonly positions: readonly number[];
  readonly count: number | undefined;
}

const some = <T>(items: fc.Arbitrary<T>, most: number) => fc.oneof(fc.constant<T[]>([]), fc.uniqueArray(items, { minLength: 1, maxLength: most }));
const plain = fc.record({ nth: fc.constant(0), day: fc.constantFrom(...weekdays) });
const ofMonth = fc.record({ nth: fc.constantFrom(-5, -2, -1, 1, 2, 4, 5), day: fc.constantFrom(...weekdays) });
const monthDays = some(fc.constantFrom(1, 2, 13, 28, 29, 30, 31, -1, -2, -30, -31), 4);
const none = fc.constant<never[]>([]);
const base = {
  interval: fc.integer({ min: 1, max: 7 }), weekStart: fc.constantFrom(...weekdays), months: some(fc.integer({ min: 1, max: 12 }), 4),
  count: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }), positions: none,
};

/** Rules of every shape that is taken. */
const rules: fc.Arbitrary<Made> = fc.oneof(
  fc.record({ ...base, freq: fc.constant('DAILY' as const), monthDays, days: some(plain, 4) }),
  fc.record({ ...base, freq: fc.constant('WEEKLY' as const), monthDays: none, days: some(plain, 4) }),
  fc.record({ ...base, freq: fc.constantFrom('MONTHLY' as const, 'YEARLY' as const), monthDays, days: some(plain, 4) }),
  fc.record({ ...base, freq: fc.constant('MONTHLY' as const), monthDays: none, days: fc.uniqueArray(fc.oneof(plain, ofMonth), { minLength: 1, maxLength: 4 }) }),
  fc.record({ ...base, freq: fc.constant('YEARLY' as const), monthDays: none, months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }), days: fc.uniqueArray(fc.oneof(plain, ofMonth), { minLength: 1, maxLength: 4 }) }),
  fc.record({ ...base, freq: fc.constant('MONTHLY' as const), monthDays: none, days: fc.uniqueArray(plain, { minLength: 1, maxLength: 5 }), positions: fc.uniqueArray(fc.constantFrom(1, 2, 3, -1, -2), { minLength: 1, maxLength: 2 }) }),
);

const part = (name: string, values: readonly (string | number)[]) => (values.length > 0 ? [`${name}=${values.join(',')}`] : []);
const written = (rule: Made) => [
  `FREQ=${rule.freq}`, `INTERVAL=${rule.interval}`, `WKST=${rule.weekStart}`, ...part('BYMONTH', rule.months), ...part('BYMONTHDAY', rule.monthDays),
  ...part('BYDAY', rule.days.map(({ nth, day }) => `${nth || ''}${day}`)), ...part('BYSETPOS', rule.positions), ...part('COUNT', rule.count ? [rule.count] : []),
].join(';');

/** The rule read slowly: each day asked by itself, from the first on, as section 3.3.10 tells it. */
function slowly(rule: Made, startMs: number, untilMs: number): number[] {
  const startDay = Math.floor(startMs / dayMs);
  const found: number[] = [];
  for (let day = startDay; day * dayMs + (startMs % dayMs) < untilMs && found.length < (rule.count ?? Infinity); day += 1) {
    if (inPeriod(rule, day, startDay) && matches(rule, day, startDay) && inPosition(rule, day, startDay)) found.push(day * dayMs + (startMs % dayMs));
  }
  return found;
}

const dateOf = (day: number) => new Date(day * dayMs);
const lengthOfMonth = (date: Date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

function inPeriod({ freq, interval, weekStart }: Made, day: number, startDay: number): boolean {
  const [date, start] = [dateOf(day), dateOf(startDay)];
  const years = date.getUTCFullYear() - start.getUTCFullYear();
  const beginOfWeek = (of: number) => of - ((dateOf(of).getUTCDay() - weekdays.indexOf(weekStart) + 7) % 7);
  const passed = { DAILY: day - startDay, WEEKLY: (beginOfWeek(day) - beginOfWeek(startDay)) / 7, MONTHLY: years * 12 + date.getUTCMonth() - start.getUTCMonth(), YEARLY: years };
  return passed[freq] % interval === 0;
}

function matches(rule: Made, day: number, startDay: number): boolean {
  const [date, start] = [dateOf(day), dateOf(startDay)];
  const length = lengthOfMonth(date);
  const onMonthDay = rule.monthDays.some((monthDay) => (monthDay > 0 ? monthDay : length + 1 + monthDay) === date.getUTCDate());
  const onWeekday = rule.days.some(({ nth, day: weekday }) => weekdays[date.getUTCDay()] === weekday && (nth === 0 || nthFits(nth, date.getUTCDate(), length)));
  const sameMonth = date.getUTCMonth() === start.getUTCMonth() || rule.freq !== 'YEARLY' || rule.months.length + rule.monthDays.length + rule.days.length > 0;
  const sameMonthDay = ['DAILY', 'WEEKLY'].includes(rule.freq) || rule.monthDays.length + rule.days.length > 0 || date.getUTCDate() === start.getUTCDate();
  const sameWeekday = rule.freq !== 'WEEKLY' || rule.days.length > 0 || date.getUTCDay() === start.getUTCDay();
  return (rule.months.length === 0 || rule.months.includes(date.getUTCMonth() + 1)) && (rule.monthDays.length === 0 || onMonthDay) && (rule.days.length === 0 || onWeekday) && sameMonth && sameMonthDay && sameWeekday;
}

const nthFits = (nth: number, monthDay: number, length: number) => (nth > 0 ? Math.ceil(monthDay / 7) === nth : Math.ceil((length - monthDay + 1) / 7) === -nth);

/** Of the days in its month that match, whether it is one of those that BYSETPOS counts out. */
function inPosition(rule: Made, day: number, startDay: number): boolean {
  if (rule.positions.length === 0) return true;
  const first = day - dateOf(day).getUTCDate() + 1;
  const set = Array.from({ length: lengthOfMonth(dateOf(day)) }, (_, place) => first + place).filter((other) => matches(rule, other, startDay));
  return rule.positions.some((position) => set.at(position > 0 ? position - 1 : position) === day);
}

describe('a recurrence rule', () => {
  const startMinutes = fc.integer({ min: wall('2023-06-01T00:00') / 60_000, max: wall('2025-12-31T23:59') / 60_000 });

  it('recurs as it does when it is read slowly, day by day', () => {
    fc.assert(fc.property(rules, startMinutes, fc.integer({ min: -100, max: 900 }), fc.integer({ min: 1, max: 800 }), (rule, startMinute, days, lasts) => {
      const startMs = startMinute * 60_000;
      const [fromMs, untilMs] = [startMs + days * dayMs, startMs + (days + lasts) * dayMs];
      expect([...startsOf(recurrenceOf(startMs, written(rule))!, fromMs, untilMs)]).toEqual(slowly(rule, startMs, untilMs).filter((ms) => ms >= fromMs));
    }), { numRuns: 150 });
  }, 30_000);

  const starts = (start: string, rule: string | undefined, from: string, until: string) =>
    [...startsOf(recurrenceOf(wall(start), rule)!, wall(from), wall(until))].map((ms) => new Date(ms).toISOString().slice(0, 16));

  it.each([
    ['once, without a rule', '2026-09-01T16:00', undefined, ['2026-09-01T16:00']],
    ['on Tuesdays', '2026-09-01T16:00', 'FREQ=WEEKLY;BYDAY=TU;COUNT=3', ['2026-09-01T16:00', '2026-09-08T16:00', '2026-09-15T16:00']],
    ['on the last Friday of a month', '2026-09-01T16:00', 'FREQ=MONTHLY;BYDAY=-1FR', ['2026-09-25T16:00', '2026-10-30T16:00']],
    ['on the last working day of a month', '2026-09-01T16:00', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', ['2026-09-30T16:00', '2026-10-30T16:00']],
    ['until a day, with that day', '2026-09-01T16:00', 'FREQ=DAILY;INTERVAL=2;UNTIL=20260905', ['2026-09-01T16:00', '2026-09-03T16:00', '2026-09-05T16:00']],
    ['until a local time', '2026-09-01T16:00', 'FREQ=DAILY;UNTIL=20260902T155959', ['2026-09-01T16:00']],
    ['until an instant, which the wall shows two hours later', '2026-09-01T16:00', 'FREQ=DAILY;UNTIL=20260902T140000Z', ['2026-09-01T16:00', '2026-09-02T16:00']],
    ['on the 31st, where a month has one', '2026-08-31T16:00', 'FREQ=MONTHLY', ['2026-10-31T16:00']],
  ])('recurs %s', (_, start, rule, expected) => {
    expect(starts(start, rule, '2026-09-01T00:00', '2026-11-01T00:00')).toEqual(expected);
  });

  it('comes back to 29 February', () => {
    expect(starts('2024-02-29T10:00', 'FREQ=YEARLY', '2024-01-01T00:00', '2033-01-01T00:00')).toEqual(['2024-02-29T10:00', '2028-02-29T10:00', '2032-02-29T10:00']);
  });

  it.each([
    'FREQ=SECONDLY', 'FREQ=MINUTELY', 'FREQ=HOURLY', 'FREQ=DAILY;BYHOUR=1,2', 'BYDAY=TU', '', ';', 'FREQ', 'FREQ=', 'FREQ=FORTNIGHTLY', 'FREQ=DAILY;FREQ=DAILY', 'FREQ=DAILY;X-PART=1',
    'FREQ=DAILY;INTERVAL=0', 'FREQ=DAILY;INTERVAL=100000000', 'FREQ=DAILY;COUNT=1001', 'FREQ=DAILY;COUNT=2;UNTIL=20270101', 'FREQ=DAILY;UNTIL=20260231', 'FREQ=DAILY;UNTIL=2026', 'FREQ=WEEKLY;BYDAY=2TU',
    'FREQ=WEEKLY;BYMONTHDAY=3', 'FREQ=MONTHLY;BYDAY=6MO', 'FREQ=MONTHLY;BYMONTHDAY=0', 'FREQ=MONTHLY;BYMONTHDAY=32', 'FREQ=MONTHLY;BYSETPOS=1', 'FREQ=YEARLY;BYMONTH=13', 'FREQ=YEARLY;BYDAY=20MO', 'FREQ=DAILY=1',
  ])('is not taken: %s', (rule) => {
    expect(recurrenceOf(wall('2026-09-01T16:00'), rule)).toBeUndefined();
  });

  it('never keeps anybody waiting, whatever it says', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'FREQDAILYWKMONTHBSP=;,+-0123456789'), maxLength: 60 });
    const shuffled = fc.tuple(rules, rules).map(([one, other]) => `${written(one)};${written(other)}`);
    fc.assert(fc.property(fc.oneof(letters, shuffled, rules.map(written)), fc.constantFrom('1900-01-01T00:00', '2026-09-01T16:00', '2199-12-31T23:59'), (rule, start) => {
      const recurrence = recurrenceOf(wall(start), rule);
      if (recurrence) for (const _ of startsOf(recurrence, wall('2026-01-01T00:00'), wall('2028-01-01T00:00')));
    }), { numRuns: 300 });
    // 29 February on a Monday, and a day that is in no month: looked for in vain for years.
    for (const rule of ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=MONTHLY;BYMONTH=2;BYDAY=5MO', 'FREQ=YEARLY;INTERVAL=1000;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO', 'FREQ=DAILY;INTERVAL=1000;BYMONTHDAY=31;BYMONTH=2']) {
      expect(starts('2026-01-01T00:00', rule, '2026-01-01T00:00', '2036-01-01T00:00')).toEqual([]);
    }
  }, 30_000);
});
