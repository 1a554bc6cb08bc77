import ICAL from 'ical.js';
import { dayMs } from './zone.js';

/*
 * What recurs without an interval and without an end, a year at a time, on the bare calendar: expanded by ical.js and
 * remembered, because thousands of windows share few such rules ("on Tuesdays"). Days are numbered from 1970-01-01.
 */

const expanded = new Map<string, readonly number[]>();
const capacity = 5_000;

/**
 * The days of a year on which a rule recurs, ascending.
 * @param rule an RRULE by weeks or months that recurs in every one of them; undefined recurs on every day
 */
export function daysOfYear(rule: string | undefined, year: number): readonly number[] {
  const key = `${year} ${rule}`;
  let days = expanded.get(key);
  if (!days) {
    if (expanded.size >= capacity) expanded.clear();
    days = rule ? expand(rule, year) : everyDay(year);
    expanded.set(key, days);
  }
  return days;
}

const firstDay = (year: number) => Date.UTC(year, 0, 1) / dayMs;

const everyDay = (year: number) => Array.from({ length: firstDay(year + 1) - firstDay(year) }, (_, day) => firstDay(year) + day);

/** Begins a month early, because the first time that ical.js answers keeps to BYDAY alone and not to BYSETPOS. */
function expand(rule: string, year: number): number[] {
  const iterator = ICAL.Recur.fromString(`${rule};UNTIL=${year}1231`).iterator(ICAL.Time.fromDateString(`${year - 1}-12-01`));
  const days: number[] = [];
  for (let next = iterator.next(); next; next = iterator.next()) {
    if (next.year === year) days.push(Date.UTC(next.year, next.month - 1, next.day) / dayMs);
  }
  return days;
}
