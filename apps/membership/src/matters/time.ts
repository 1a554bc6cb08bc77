import type { Instant } from '@klaster/contracts';

const hourMs = 3_600_000;

/** The instant so many hours later. A day of a charter has 24 of them, whatever the clocks of a country do. */
export const hoursAfter = (instant: Instant, hours: number): Instant => new Date(Date.parse(instant) + hours * hourMs).toISOString();
export const daysAfter = (instant: Instant, days: number): Instant => hoursAfter(instant, days * 24);

/** An instant as clients may write it, as it is kept: in UTC with milliseconds, so that it sorts as text. */
export const inUtc = (instant: string): Instant => new Date(instant).toISOString();

/** The latest of some instants; those that are not there do not count. */
export const latest = (first: Instant, ...others: readonly (Instant | null | undefined)[]): Instant =>
  others.reduce<Instant>((last, instant) => (instant && instant > last ? instant : last), first);
