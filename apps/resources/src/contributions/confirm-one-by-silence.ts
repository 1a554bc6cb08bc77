import { isRefusal } from '@klaster/contracts';
import { type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { Logger } from '@nestjs/common';
import { Consequences } from './consequences.js';
import { confirmBySilence } from './contribution.js';
import { Contributions } from './contributions.js';

/** Silence confirms one that fulfils a pledge or moves money, with what follows from it. */
@OnTimer('confirm-one-by-silence')
export class ConfirmOneBySilence implements TimerHandler {
  private readonly log = new Logger(ConfirmOneBySilence.name);

  constructor(
    private readonly contributions: Contributions,
    private readonly consequences: Consequences,
  ) {}

  async handle({ subject }: DueTimer, { work, now }: TimerCall): Promise<void> {
    const outcome = await this.contributions.change(work, subject, undefined, async (contribution) => {
      const decision = confirmBySilence(contribution, now);
      return isRefusal(decision) ? decision : ((await this.consequences.follow(work, decision.state, now)) ?? decision);
    });
    // The reversal of money that was spent cannot be booked: a purse never goes below zero, and silence is no reason to let
    // it. It stays as it is, for the two sides to see; tomorrow's look tries it again, when there may be enough.
    if (isRefusal(outcome) && outcome.refused === 'money-spent') this.log.warn(`silence cannot confirm contribution ${subject}: the money is spent; it is tried again tomorrow`);
  }
}
