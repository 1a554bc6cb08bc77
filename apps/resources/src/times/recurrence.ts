import { daysOfYear } from './calendar.js';
import { dayMs, wallOf } from './zone.js';

/*
 * Recurrence rules after RFC 5545, section 3.3.10, by days. A rule is taken apart into what recurs in every week or month,
 * which ical.js expands a year at a time (see calendar.ts), and what is left out of that: periods between intervals,
 * other months, other weekdays. So every question is about one year, and no rule, however it is made, keeps the process
 * busy for longer than a year's days take.
 */

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

export interface Recurrence {
  /** Wall time at which it begins for the first time at the earliest. */
  readonly startMs: number;
  /** Wall time at which it may begin for the last time. */
  readonly untilMs: number;
  /** How often at most. */
  readonly count: number;
  /** What recurs in every week or month, for ical.js; undefined: every day. */
  readonly calendar: string | undefined;
  /** Whether one of the calendar's days belongs to it. */
  readonly takes: (day: number) => boolean;
}

/** COUNT is counted for so many years from the start at most. */
const yearsCounted = 10;

const number = (most: number) => (text: string) => /^[1-9]\d{0,3}$/.test(text) && Number(text) <= most;
const listOf = (item: RegExp) => (text: string) => text.split(',').every((part) => item.test(part));
const weekday = (text: string) => weekdays.includes(text);
const syntax: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['FREQ', (text) => (frequencies as readonly string[]).includes(text)],
  ['INTERVAL', number(1_000)],
  ['COUNT', number(1_000)],
  ['UNTIL', (text) => untilOf(text) !== undefined],
  ['WKST', weekday],
  ['BYMONTH', listOf(/^(?:[1-9]|1[0-2])$/)],
  ['BYMONTHDAY', listOf(/^[+-]?(?:[1-9]|[12]\d|3[01])$/)],
  ['BYDAY', listOf(/^(?:[+-]?[1-5])?(?:SU|MO|TU|WE|TH|FR|SA)$/)],
  ['BYSETPOS', listOf(/^[+-]?(?:[1-9]|[12]\d|3[01])$/)],
]);

type Parts = Readonly<Partial<Record<string, string>>>;

/** The parts of a rule by name; undefined where it is none that can be followed. */
function partsOf(rule: string): Parts | undefined {
  const pairs = rule.split(';').map((part) => part.split('='));
  if (!pairs.every(([name = '', value = '', ...rest]) => rest.length === 0 && syntax.get(name)?.(value))) return undefined;
  const parts = Object.fromEntries(pairs) as Parts;
  return Object.keys(parts).length === pairs.length && fitTogether(parts) ? parts : undefined;
}

/** What the RFC lets stand together, without what is left open by it or only counts days of years. */
function fitTogether({ FREQ, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY = '', BYSETPOS }: Parts): boolean {
  if (!FREQ || (COUNT && UNTIL) || (FREQ === 'WEEKLY' && BYMONTHDAY)) return false;
  const weekdaysOfMonth = !BYMONTHDAY && (FREQ === 'MONTHLY' || (FREQ === 'YEARLY' && BYMONTH !== undefined));
  if (BYSETPOS) return weekdaysOfMonth && BYDAY !== '' && (FREQ === 'MONTHLY' || /^\d+$/.test(BYMONTH!));
  return weekdaysOfMonth || !/\d/.test(BYDAY);
}

/** UNTIL as wall time: the end of a day, a local time, or an instant in UTC. */
function untilOf(text: string): number | undefined {
  const [, date, hour = '23', minute = '59', second = '59', utc] = /^(\d{8})(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(text) ?? [];
  if (!date || date < '1900') return undefined;
  const iso = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${hour}:${minute}:${second}.000Z`;
  const ms = Date.parse(iso);
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== iso) return undefined;
  return utc ? wallOf(ms) : ms;
}

/** A rule that begins at a wall time; undefined where it is none that can be followed. No rule: once. */
export function recurrenceOf(startMs: number, rule: string | undefined): Recurrence | undefined {
  if (rule === undefined) return { startMs, untilMs: startMs, count: 1, calendar: undefined, takes: () => true };
  const parts = partsOf(rule);
  if (!parts) return undefined;
  const said = saidBy(parts, startMs);
  return {
    startMs,
    untilMs: parts['UNTIL'] === undefined ? Number.POSITIVE_INFINITY : untilOf(parts['UNTIL'])!,
    count: Number(parts['COUNT'] ?? Number.POSITIVE_INFINITY),
    calendar: calendarOf(said),
    takes: takesBy(said, Math.floor(startMs / dayMs)),
  };
}

const list = (text: string | undefined) => (text === undefined ? undefined : [...new Set(text.split(',').map((part) => part.replace('+', '')))].toSorted());

/** The parts of a rule with those that follow from its start. */
function saidBy(parts: Parts, startMs: number) {
  const start = new Date(startMs);
  const freq = parts['FREQ']!;
  const [months, monthDays, days] = [list(parts['BYMONTH']), list(parts['BYMONTHDAY']), list(parts['BYDAY'])];
  const said = { freq, interval: Number(parts['INTERVAL'] ?? 1), weekStart: weekdays.indexOf(parts['WKST'] ?? 'MO'), positions: list(parts['BYSETPOS']) };
  if (days || monthDays || freq === 'DAILY') return { ...said, months, monthDays, days };
  if (freq === 'WEEKLY') return { ...said, months, monthDays, days: [weekdays[start.getUTCDay()]!] };
  const sameMonth = freq === 'YEARLY' && !months ? [String(start.getUTCMonth() + 1)] : months;
  return { ...said, months: sameMonth, monthDays: [String(start.getUTCDate())], days };
}
type Said = ReturnType<typeof saidBy>;

function calendarOf({ monthDays, days, positions }: Said): string | undefined {
  if (monthDays) return `FREQ=MONTHLY;BYMONTHDAY=${monthDays.join(',')}`;
  if (!days) return undefined;
  const monthly = positions ?? days.some((day) => day.length > 2);
  return `FREQ=${monthly ? 'MONTHLY' : 'WEEKLY'};BYDAY=${days.join(',')}${positions ? `;BYSETPOS=${positions.join(',')}` : ''}`;
}

function takesBy({ freq, interval, weekStart, months, monthDays, days }: Said, startDay: number): Recurrence['takes'] {
  const periodOf = periods[freq as (typeof frequencies)[number]];
  const first = periodOf(startDay, weekStart);
  const inMonths = months && new Set(months.map(Number));
  const onWeekdays = monthDays && days && new Set(days.map((day) => weekdays.indexOf(day)));
  return (day) =>
    (interval === 1 || (periodOf(day, weekStart) - first) % interval === 0) &&
    (!inMonths || inMonths.has(new Date(day * dayMs).getUTCMonth() + 1)) && (!onWeekdays || onWeekdays.has(new Date(day * dayMs).getUTCDay()));
}

/** In which day, week, month or year a day is, counted on. 1970-01-01 was a Thursday. */
const periods: Readonly<Record<(typeof frequencies)[number], (day: number, weekStart: number) => number>> = {
  DAILY: (day) => day,
  WEEKLY: (day, weekStart) => Math.floor((day + 4 - weekStart) / 7),
  MONTHLY: (day) => new Date(day * dayMs).getUTCFullYear() * 12 + new Date(day * dayMs).getUTCMonth(),
  YEARLY: (day) => new Date(day * dayMs).getUTCFullYear(),
};

const yearOf = (wallMs: number) => new Date(wallMs).getUTCFullYear();

/** The wall times from one until another, which is not among them, at which it begins, ascending; one by one, as they are asked for. */
export function* startsOf(recurrence: Recurrence, fromMs: number, untilMs: number): Generator<number> {
  const { startMs, calendar, takes, count } = recurrence;
  const counted = Number.isFinite(count);
  const lastMs = Math.min(untilMs - 1, recurrence.untilMs);
  const timeOfDay = startMs - Math.floor(startMs / dayMs) * dayMs;
  const lastYear = Math.min(yearOf(lastMs), counted ? yearOf(startMs) + yearsCounted : Number.POSITIVE_INFINITY);
  let before = 0;
  for (let year = yearOf(counted ? startMs : Math.max(startMs, fromMs)); year <= lastYear; year += 1) {
    for (const day of daysOfYear(calendar, year)) {
      const atMs = day * dayMs + timeOfDay;
      if (atMs < startMs || (!counted && atMs < fromMs) || !takes(day)) continue;
      if (atMs > lastMs || before >= count) return;
      before += 1;
      if (atMs >= fromMs) yield atMs;
    }
  }
}
