import type { Instant, Money, Quantity, Receiver } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';

/** What a contribution says of the pledge that it fulfils. */
export interface Fulfilling {
  readonly pledgeId: string;
  readonly giver: string;
  readonly receiver: Receiver;
  readonly category: string;
  readonly quantity: Quantity | null;
  readonly amount: Money | null;
}

/** How contributions fulfil pledges, and the needs behind them. */
@Injectable()
export class Fulfilment {
  /** Whether a contribution may be recorded for its pledge: the same giver, receiver and category, comparable units, accepted and not over. */
  async fits(_work: Work, _contribution: Fulfilling): Promise<boolean> {
    return false;
  }

  /** Counts a contribution that is confirmed, or discounts one whose reversal is, for its pledge and the need: in the same transaction. */
  async count(_work: Work, _contribution: Fulfilling, _how: 'given' | 'taken-back', _now: Instant): Promise<void> {}
}
