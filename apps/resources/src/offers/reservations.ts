import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { Big } from 'big.js';
import type { Interval } from '../times/intervals.js';
import { exact, type Held } from './capacity.js';

/** What pledges hold of offers, to look at: they are made and given up with their pledges. */
@Injectable()
export class Reservations {
  /**
   * What is held of an offer at some time within an interval, for what is shared by time; without an end for ever. They
   * may be thousands: as one value they are read several times as fast as in rows.
   */
  async heldOf(work: Work, clusterId: string, offerId: string, { fromMs, untilMs }: Interval): Promise<readonly Held[]> {
    const [row] = await work.query<{ held: readonly (readonly [fromMs: number, untilMs: number, quantity: string])[] | null }>(
      `SELECT json_agg(json_build_array(round(date_part('epoch', starts_at) * 1000), round(date_part('epoch', ends_at) * 1000), quantity::text)) AS held
         FROM reservation WHERE cluster_id = $1 AND offer_id = $2 AND ends_at > $3 AND starts_at < $4`,
      [clusterId, offerId, instant(fromMs), instant(untilMs)],
    );
    const amounts = new Map<string, bigint>();
    return (row?.held ?? []).map(([from, until, quantity]) => {
      const amount = amounts.get(quantity) ?? exact(new Big(quantity));
      amounts.set(quantity, amount);
      return { fromMs: from, untilMs: until, amount };
    });
  }

  /** How much of a stock is held, in the base unit of its dimension. */
  async heldOfStock(work: Work, clusterId: string, offerId: string): Promise<Big> {
    const [row] = await work.query<{ reserved: string }>('SELECT reserved::text FROM offer_capacity WHERE cluster_id = $1 AND offer_id = $2', [clusterId, offerId]);
    return new Big(row?.reserved ?? 0);
  }
}

const instant = (ms: number) => (Number.isFinite(ms) ? new Date(ms).toISOString() : 'infinity');
