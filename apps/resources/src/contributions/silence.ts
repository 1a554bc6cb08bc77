import type { Instant } from '@klaster/contracts';
import { Temporal } from 'temporal-polyfill';

const timeZone = 'Europe/Warsaw';

const midnightOf = (day: Temporal.PlainDate): Instant => new Date(day.toZonedDateTime(timeZone).epochMilliseconds).toISOString();

let latest = { today: '', days: 0, from: '' };

/**
 * The instant from which silence confirms what is recorded today: the midnight behind so many full days, by the clock of
 * the federation. Remembered, because it is the same for a whole day.
 */
export function silenceConfirmsFrom(today: string, days: number): Instant {
  if (latest.today !== today || latest.days !== days) latest = { today, days, from: midnightOf(Temporal.PlainDate.from(today).add({ days: days + 1 })) };
  return latest.from;
}

/** When it is looked next what silence has confirmed: a minute behind the next midnight. */
export function nextLook(now: Instant): Instant {
  const tomorrow = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate().add({ days: 1 });
  return new Date(Date.parse(midnightOf(tomorrow)) + 60_000).toISOString();
}
