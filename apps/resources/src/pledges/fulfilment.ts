import { type Instant, isRefusal, type Receiver } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { Big } from 'big.js';
import { Directory } from '../directory/directory.js';
import { isOver } from '../needs/need.js';
import { Offers } from '../offers/offers.js';
import { count, fits, type Fulfilling as Given, givenBy } from './pledge.js';
import { Pledges } from './pledges.js';

/** What a contribution says of the pledge that it fulfils. */
export interface Fulfilling extends Given {
  readonly pledgeId: string;
}

/** How contributions fulfil pledges, and the needs behind them. */
@Injectable()
export class Fulfilment {
  constructor(
    private readonly pledges: Pledges,
    private readonly offers: Offers,
    private readonly directory: Directory,
  ) {}

  /** Whether a contribution may be recorded for its pledge: the same giver, receiver and category, comparable units, accepted and not over. */
  async fits(work: Work, contribution: Fulfilling): Promise<boolean> {
    const pledge = await this.pledges.find(work, contribution.pledgeId);
    return pledge !== undefined && fits(pledge, contribution);
  }

  /**
   * Counts a contribution that is confirmed, or discounts one whose reversal is, for its pledge and the need: in the same
   * transaction. One of each pledge in a work.
   */
  async count(work: Work, contribution: Fulfilling, how: 'given' | 'taken-back', now: Instant): Promise<void> {
    const { pledgeId, receiver } = contribution;
    const over = how === 'taken-back' && (await this.isOver(work, receiver));
    let given = new Big(0);
    const pledge = await this.pledges.decide(work, pledgeId, undefined, now, (before) => {
      given = givenBy(contribution, before).value.times(how === 'given' ? 1 : -1);
      return count(before, given, over, now);
    }, over);
    if (isRefusal(pledge)) throw new Error(`pledge ${pledgeId} is gone`);
    if (pledge.offerId !== null) await this.useUp(work, pledge.offerId, given, now);
  }

  /** What is taken back is to be given anew, unless the receiving initiative is over; it stays as it is found until the commit. */
  private async isOver(work: Work, receiver: Receiver): Promise<boolean> {
    if ('memberId' in receiver) return false;
    const { initiativeState } = await this.directory.sidesOf(work, undefined, receiver);
    if (isOver(initiativeState)) return true;
    this.directory.expectTaking(work, receiver);
    return false;
  }

  /** What is given of a stock is used up: when all of it is, its offer is over. */
  private async useUp(work: Work, offerId: string, given: Big, now: Instant): Promise<void> {
    const [stock] = await work.query<{ capacity: string; given: string }>(`SELECT capacity, given FROM offer_capacity WHERE offer_id = $1 AND sharing = 'stock'`, [offerId]);
    if (!stock) return;
    const total = given.plus(stock.given);
    // Of two at the same moment the second counts anew: otherwise neither would see that together they gave the rest.
    work.write({ text: 'UPDATE offer_capacity SET given = $2 WHERE offer_id = $1 AND given = $3', values: [offerId, total.toFixed(), stock.given], expectOne: true });
    if (total.gte(stock.capacity)) await this.offers.exhaust(work, offerId, now);
  }
}
