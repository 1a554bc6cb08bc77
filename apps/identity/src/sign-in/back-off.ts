import type { Instant } from '@klaster/contracts';

/** How often a wrong password was given for an address lately. */
export interface Attempts {
  readonly failures: number;
  readonly lastAt: Instant;
  readonly blockedUntil: Instant;
}

/** After so many wrong ones in a row each further one doubles the wait, from two seconds to a quarter of an hour. */
const free = 5;
const longestSeconds = 15 * 60;
const forgottenAfterMs = 60 * 60 * 1000;

const later = (at: Instant, seconds: number): Instant => new Date(Date.parse(at) + seconds * 1000).toISOString();

/** Seconds to wait after the n-th wrong password in a row. */
export const waitSeconds = (failures: number): number => (failures <= free ? 0 : Math.min(2 ** (failures - free), longestSeconds));

/**
 * One more attempt: counted as wrong before the password is looked at, so that many at the same moment are counted one
 * by one; who gives the right one is forgiven. Answers the seconds to wait where it comes too soon.
 */
export function attempt(before: Attempts, now: Instant): Attempts | { readonly waitSeconds: number } {
  // Only a wait blocks: attempts of the same moment may be counted in another order than they came.
  const waiting = waitSeconds(before.failures) > 0 && before.blockedUntil > now;
  if (waiting) return { waitSeconds: Math.ceil((Date.parse(before.blockedUntil) - Date.parse(now)) / 1000) };
  const forgotten = Date.parse(now) - Date.parse(before.lastAt) > forgottenAfterMs;
  const failures = forgotten ? 1 : before.failures + 1;
  return { failures, lastAt: now, blockedUntil: later(now, waitSeconds(failures)) };
}
