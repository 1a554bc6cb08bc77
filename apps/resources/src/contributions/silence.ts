import type { Instant } from '@klaster/contracts';
import { civilDay, daysLater, endOfDay } from '@klaster/service-kit';

let latest = { today: '', days: 0, from: '' };

/**
 * The instant from which silence confirms what is recorded today: the midnight behind so many full days, by the clock of
 * the federation. Remembered, because it is the same for a whole day.
 */
export function silenceConfirmsFrom(today: string, days: number): Instant {
  if (latest.today !== today || latest.days !== days) latest = { today, days, from: endOfDay(daysLater(today, days)) };
  return latest.from;
}

/** When it is looked next what silence has confirmed: a minute behind the next midnight. */
export const nextLook = (now: Instant): Instant => new Date(Date.parse(endOfDay(civilDay(now))) + 60_000).toISOString();
