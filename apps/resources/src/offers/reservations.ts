import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { Big } from 'big.js';
import type { Interval } from '../times/intervals.js';
import type { Held } from './capacity.js';

/** What pledges hold of offers, to look at: they are made and given up with their pledges. */
@Injectable()
export class Reservations {
  /** What is held of an offer at some time within an interval, for what is shared by time; without an end for ever. */
  async heldOf(work: Work, clusterId: string, offerId: string, { fromMs, untilMs }: Interval): Promise<readonly Held[]> {
    const rows = await work.query<Interval & { readonly quantity: string }>(
      `SELECT (extract(epoch FROM lower(during)) * 1000)::bigint AS "fromMs", (extract(epoch FROM upper(during)) * 1000)::bigint AS "untilMs", quantity::text
         FROM reservation WHERE cluster_id = $1 AND offer_id = $2 AND during && tstzrange($3, $4)`,
      [clusterId, offerId, instant(fromMs), instant(untilMs)],
    );
    return rows.map(({ quantity, ...interval }) => ({ ...interval, quantity: new Big(quantity) }));
  }

  /** How much of a stock is held, in the base unit of its dimension. */
  async heldOfStock(work: Work, clusterId: string, offerId: string): Promise<Big> {
    const [row] = await work.query<{ reserved: string }>('SELECT reserved::text FROM offer_capacity WHERE cluster_id = $1 AND offer_id = $2', [clusterId, offerId]);
    return new Big(row?.reserved ?? 0);
  }
}

const instant = (ms: number) => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);
