import ICAL from 'ical.js';
import { dayMs } from './zone.js';

/*
 * What recurs without an interval and without an end, a year at a time, on the bare calendar. ical.js expands one weekday
 * or one day of the month at a time: these are few, so that each is expanded once and remembered, and whatever a rule
 * names together is put together here. Days are numbered from 1970-01-01.
 */

/** Days that recur. */
export interface Pattern {
  /** RRULEs by weeks or months with one weekday or one day of the month each; undefined: every day. */
  readonly rules: readonly string[] | undefined;
  /** Which of a month's days, counted from its beginning or, below zero, from its end; undefined: all. */
  readonly positions: readonly number[] | undefined;
}

const expanded = new Map<string, readonly number[]>();
const put = new Map<string, readonly number[]>();
/** So many are remembered of what was put together. */
const capacity = 5_000;

/** The days of a year in a pattern, ascending. */
export function daysOfYear({ rules, positions }: Pattern, year: number): readonly number[] {
  const key = `${year} ${rules?.join(' ')} ${positions?.join(' ')}`;
  let days = put.get(key);
  if (!days) {
    if (put.size >= capacity) put.clear();
    const all = rules ? [...new Set(rules.flatMap((rule) => expand(rule, year)))].toSorted((one, other) => one - other) : everyDay(year);
    days = positions ? atPositions(all, positions) : all;
    put.set(key, days);
  }
  return days;
}

const firstDay = (year: number) => Date.UTC(year, 0, 1) / dayMs;

const everyDay = (year: number) => Array.from({ length: firstDay(year + 1) - firstDay(year) }, (_, day) => firstDay(year) + day);

function expand(rule: string, year: number): readonly number[] {
  const key = `${year} ${rule}`;
  const known = expanded.get(key);
  if (known) return known;
  const iterator = ICAL.Recur.fromString(`${rule};UNTIL=${year}1231`).iterator(ICAL.Time.fromDateString(`${year}-01-01`));
  const days: number[] = [];
  for (let next = iterator.next(); next; next = iterator.next()) days.push(Date.UTC(next.year, next.month - 1, next.day) / dayMs);
  expanded.set(key, days);
  return days;
}

function atPositions(days: readonly number[], positions: readonly number[]): number[] {
  const months = Map.groupBy(days, (day) => new Date(day * dayMs).getUTCMonth());
  const chosen = [...months.values()].flatMap((ofMonth) => positions.flatMap((position) => ofMonth.at(position > 0 ? position - 1 : position) ?? []));
  return [...new Set(chosen)].toSorted((one, other) => one - other);
}
