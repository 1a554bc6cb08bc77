import type { CivilDate, Instant } from '@klaster/contracts';

/** The federation's time zone: civil dates are its days. */
const timeZone = 'Europe/Warsaw';

const dates = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
const clocks = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });

let minute = { fromMs: 0, untilMs: 0, day: '' };

/** The civil date of an instant. Formatting is slow, so that it is done once in a minute. */
export function civilDay(now: Instant): CivilDate {
  const ms = Date.parse(now);
  if (ms < minute.fromMs || ms >= minute.untilMs) {
    const fromMs = ms - (ms % 60_000);
    minute = { fromMs, untilMs: fromMs + 60_000, day: dates.format(fromMs) };
  }
  return minute.day;
}

/** The civil date so many days later, or earlier where that is negative. */
export const daysLater = (day: CivilDate, days: number): CivilDate => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The instant at which a civil day begins. The clock is never changed at midnight here. */
export function startOfDay(day: CivilDate): Instant {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  const shown = Date.parse(`${clocks.format(asUtc).replace(' ', 'T')}Z`);
  return new Date(2 * asUtc - shown).toISOString();
}

/** The instant at which a civil day is over. */
export const endOfDay = (day: CivilDate): Instant => startOfDay(daysLater(day, 1));
