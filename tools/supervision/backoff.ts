const firstDelayMs = 100;
const longestDelayMs = 5_000;

/** A process that has run this long counts as healthy: its next fall is a first one again. */
export const healthyAfterMs = 30_000;

/** Milliseconds to wait before the restart that follows the n-th fall in a row (from 1): 100, 200, 400 … 5000. */
export function restartDelayMs(falls: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, Math.min(falls - 1, 16)));
}
