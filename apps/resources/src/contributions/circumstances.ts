import type { Instant } from '@klaster/contracts';
import type { Circumstances } from './contribution.js';

const warsaw = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Warsaw', dateStyle: 'short' });
let day = { untilMs: 0, fromMs: 0, date: '' };

/** The civil date in the federation's time zone. Formatting is slow, so that it is done once in a minute. */
function civilDate(now: Instant): string {
  const ms = Date.parse(now);
  if (ms < day.fromMs || ms >= day.untilMs) {
    const fromMs = ms - (ms % 60_000);
    day = { fromMs, untilMs: fromMs + 60_000, date: warsaw.format(fromMs) };
  }
  return day.date;
}

/** Who acts, where and when. */
export const circumstancesOf = (clusterId: string, member: string, now: Instant): Circumstances => ({ clusterId, member, now, today: civilDate(now) });
