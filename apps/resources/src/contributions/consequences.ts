import type { Instant, Refusal } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { Fulfilment } from '../pledges/fulfilment.js';
import { ContributedMoneys } from '../purses/contributed-money.js';
import type { Contribution } from './contribution.js';

/** What follows when a contribution is confirmed, or the reversal of one: in the same transaction. */
@Injectable()
export class Consequences {
  constructor(
    private readonly fulfilment: Fulfilment,
    private readonly moneys: ContributedMoneys,
  ) {}

  /** Refuses where money is to be taken back that is spent. */
  async follow(work: Work, contribution: Contribution, now: Instant): Promise<Refusal<'money-spent'> | undefined> {
    // One after the other: where it is refused nothing is left behind that a timer would commit.
    const refused = await this.book(work, contribution, now);
    if (!refused) await this.count(work, contribution, now);
    return refused;
  }

  private async book(work: Work, { id: contributionId, clusterId, receiver, giver, amount, givenOn, reversalOf, confirmedBy }: Contribution, now: Instant) {
    if (amount === null || !('initiativeId' in receiver)) return undefined;
    return this.moneys.book(work, { contributionId, clusterId, initiativeId: receiver.initiativeId, giver, amount, givenOn, reversalOf, confirmedBy, now });
  }

  private async count(work: Work, { pledgeId, giver, receiver, category, quantity, amount, reversalOf }: Contribution, now: Instant): Promise<void> {
    if (pledgeId === null) return;
    await this.fulfilment.count(work, { pledgeId, giver, receiver, category, quantity, amount }, reversalOf === null ? 'given' : 'taken-back', now);
  }
}
