import type { CivilDate } from '@klaster/contracts';
import { Temporal } from 'temporal-polyfill';

/*
 * The clock on the wall in Europe/Warsaw. A wall time is a number: the milliseconds that its reading would be in UTC.
 * Questions are many and changes of the clock two a year, so that these are looked up once a year and the rest is adding.
 */

const zone = 'Europe/Warsaw';
export const dayMs = 86_400_000;

/** A time in which the clock on the wall runs evenly: from an instant on, so far from UTC. */
interface Even {
  readonly fromMs: number;
  readonly offsetMs: number;
}

const years = new Map<number, readonly Even[]>();

/** The even times of a year and of the days around it; the first reaches back without end. */
function evenTimes(year: number): readonly Even[] {
  const known = years.get(year);
  if (known) return known;
  const begin = Temporal.ZonedDateTime.from({ timeZone: zone, year, month: 1, day: 1 }).subtract({ days: 2 });
  const end = begin.add({ years: 1, days: 4 });
  const even: Even[] = [{ fromMs: Number.NEGATIVE_INFINITY, offsetMs: begin.offsetNanoseconds / 1e6 }];
  for (let change = begin.getTimeZoneTransition('next'); change && change.epochMilliseconds < end.epochMilliseconds; change = change.getTimeZoneTransition('next')) {
    even.push({ fromMs: change.epochMilliseconds, offsetMs: change.offsetNanoseconds / 1e6 });
  }
  years.set(year, even);
  return even;
}

const yearOf = (ms: number) => new Date(ms).getUTCFullYear();

/**
 * The instant at which the clock on the wall shows a time. Of a time that it shows twice, in autumn, it is the first; of
 * one that it leaves out, in spring, the moment at which it is put forward.
 */
export function instantOf(wallMs: number): number {
  const even = evenTimes(yearOf(wallMs));
  for (const [place, { fromMs, offsetMs }] of even.entries()) {
    const instantMs = Math.max(wallMs - offsetMs, fromMs);
    if (instantMs < (even[place + 1]?.fromMs ?? Number.POSITIVE_INFINITY)) return instantMs;
  }
  throw new Error('the last even time has no end');
}

/** What the clock on the wall shows at an instant. */
export function wallOf(instantMs: number): number {
  const even = evenTimes(yearOf(instantMs));
  return instantMs + even.findLast(({ fromMs }) => fromMs <= instantMs)!.offsetMs;
}

/** The wall time at which a civil day begins. */
export const wallOfDay = (day: CivilDate): number => Date.parse(`${day}T00:00:00Z`);

/** The instant at which a civil day is over. */
export const endOfDay = (day: CivilDate): number => instantOf(wallOfDay(day) + dayMs);
