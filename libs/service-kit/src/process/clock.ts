import type { Instant } from '@klaster/contracts';

/** The time of the server. Injected, so that tests turn it. */
export class Clock {
  now(): Instant {
    return new Date().toISOString();
  }
}
