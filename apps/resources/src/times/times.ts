import { type CivilDate, refuse, type Refusal, type Span, type Window, WindowNever, WindowUnfit, WrongTimes } from '@klaster/contracts';
import { type Interval, liesWithin, union } from './intervals.js';
import { type Recurrence, recurrenceOf, startsOf } from './recurrence.js';
import { dayMs, endOfDay, instantOf, wallOf, wallOfDay } from './zone.js';

/** When something is to be had or needed: within days of the federation's time zone, and there in windows; without windows always. */
export interface Times {
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
  readonly windows: readonly Window[];
}

const minuteMs = 60_000;
const nearMs = 35 * dayMs;
/** A window that does not begin in so many years after it could is taken to never do so. */
const yearsAhead = 10;

/** When it is to be had, within an interval: apart, ascending, cut at its ends. */
export function intervalsOf(times: Times, within: Interval): readonly Interval[] {
  const bounds = boundsOf(times, within);
  if (bounds.fromMs >= bounds.untilMs) return [];
  if (times.windows.length === 0) return [bounds];
  return union(times.windows.flatMap((window) => [...occurrencesOf(window, bounds)]));
}

/** Whether all of the spans lie in times at which it is to be had. */
export const covers = (times: Times, spans: readonly Span[]): boolean => coversAll(times, spans.map(intervalOf));

/** The same in milliseconds. Those that are near each other are looked at together. */
export function coversAll(times: Times, intervals: readonly Interval[]): boolean {
  let near: Interval & { readonly apart: readonly Interval[] } = { fromMs: 0, untilMs: 0, apart: [] };
  return intervals.toSorted((one, other) => one.fromMs - other.fromMs).every((interval) => {
    if (interval.untilMs > near.untilMs) {
      const part = { fromMs: interval.fromMs, untilMs: Math.max(interval.untilMs, interval.fromMs + nearMs) };
      near = { ...part, apart: intervalsOf(times, part) };
    }
    return liesWithin(interval, near.apart);
  });
}

/** What cannot be had in times that somebody names on a day: nothing is offered or needed in the past, and every window comes about. */
export function refuseTimes({ from, until, windows }: Times, today: CivilDate): Refusal<'wrong-times' | 'window-unfit' | 'window-never'> | undefined {
  if (until !== null && (until < today || (from !== null && from > until))) return refuse(WrongTimes);
  for (const [place, window] of windows.entries()) {
    const parameters = { window: place + 1 };
    const recurrence = readWindow(window);
    if (!recurrence) return refuse(WindowUnfit, parameters);
    if (!comesAbout(window, recurrence, from ?? today, until)) return refuse(WindowNever, parameters);
  }
  return undefined;
}

const intervalOf = ({ from, until }: Span): Interval => ({ fromMs: Date.parse(from), untilMs: Date.parse(until) });

function boundsOf({ from, until }: Times, within: Interval): Interval {
  return {
    fromMs: from === null ? within.fromMs : Math.max(within.fromMs, instantOf(wallOfDay(from))),
    untilMs: until === null ? within.untilMs : Math.min(within.untilMs, endOfDay(until)),
  };
}

/** undefined: its start is no day of the calendar, or its rule none that can be followed. */
function readWindow({ start, rule }: Window): Recurrence | undefined {
  const startMs = Date.parse(`${start}Z`);
  const isDay = !Number.isNaN(startMs) && new Date(startMs).toISOString().startsWith(start);
  return isDay ? recurrenceOf(startMs, rule) : undefined;
}

/**
 * The times of one window that reach into an interval, ascending by their beginnings. By the clock on the wall: what the
 * clock leaves out in spring is no part of it, an hour that it shows twice in autumn begins and ends with the first.
 */
function* occurrencesOf(window: Window, { fromMs, untilMs }: Interval): Generator<Interval> {
  const recurrence = readWindow(window);
  if (!recurrence) throw new Error(`a window was kept that cannot be followed: ${window.start} ${window.rule}`);
  const lastsMs = window.minutes * minuteMs;
  const except = new Set(window.except.map(wallOfDay));
  // A day more on either side, for the hours that the wall is ahead.
  for (const startMs of startsOf(recurrence, wallOf(fromMs) - lastsMs - dayMs, wallOf(untilMs) + dayMs)) {
    if (except.size > 0 && except.has(Math.floor(startMs / dayMs) * dayMs)) continue;
    const occurrence = { fromMs: Math.max(instantOf(startMs), fromMs), untilMs: Math.min(instantOf(startMs + lastsMs), untilMs) };
    if (occurrence.fromMs < occurrence.untilMs) yield occurrence;
  }
}

/** Whether a window has a time in the days from one to another, or without an end in some years to come. */
function comesAbout(window: Window, recurrence: Recurrence, from: CivilDate, until: CivilDate | null): boolean {
  const beginMs = Math.max(instantOf(wallOfDay(from)), instantOf(recurrence.startMs));
  const endMs = Math.min(until === null ? Number.POSITIVE_INFINITY : endOfDay(until), beginMs + yearsAhead * 366 * dayMs);
  const [first] = occurrencesOf(window, { fromMs: instantOf(wallOfDay(from)), untilMs: endMs });
  return first !== undefined;
}
