import { dayBefore } from '../load-contributions.ts';
import type { Weekday } from './rows.ts';

const weekdays: readonly Weekday[] = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** The civil date so many days after another. */
export const dayAfter = (day: string, days: number): string => dayBefore(day, -days);

/** The first such day of the week after a day. */
export function nextWeekday(day: string, weekday: Weekday): string {
  const ahead = [1, 2, 3, 4, 5, 6, 7].map((days) => dayAfter(day, days));
  return ahead.find((date) => weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] === weekday)!;
}

/** The instant of a time of day in the federation's time zone. Times that a change of the clock skips are not asked for. */
export function instantIn(day: string, time: string): string {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw', dateStyle: 'short', timeStyle: 'medium' }).format(asUtc);
  return new Date(2 * asUtc - Date.parse(`${shown.replace(' ', 'T')}Z`)).toISOString();
}
