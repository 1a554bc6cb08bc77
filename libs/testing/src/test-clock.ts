import type { Instant } from '@klaster/contracts';
import { Clock } from '@klaster/service-kit';

/** How far a clock is turned; the parts add up. */
export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

const secondMs = 1_000;
const msOf = ({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span) => (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * secondMs;

/** A clock that a test turns. Until it is turned it shows the time of the machine. */
export class TestClock extends Clock {
  private aheadMs = 0;

  override now(): Instant {
    return new Date(Date.now() + this.aheadMs).toISOString();
  }

  /** Turns it forward, or back where the span is negative. */
  turn(span: Span): void {
    this.aheadMs += msOf(span);
  }
}
