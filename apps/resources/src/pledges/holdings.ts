import { CapacityTaken, refuse } from '@klaster/contracts';
import { newId, type Statement, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { Offer } from '../offers/offer.js';
import { Offers } from '../offers/offers.js';
import { holdingsOf, type Pledge } from './pledge.js';

/** What pledges hold of offers. Never more than there is, whoever is quicker: that is the database's to know. */
@Injectable()
export class Holdings {
  constructor(private readonly offers: Offers) {}

  /** Gathers for the commit what a pledge takes of an offer, which must still be as it was read: who changes it waits, or is waited for. */
  take(work: Work, pledge: Pledge, offer: Offer): void {
    this.offers.unchanged(work, offer);
    const holdings = holdingsOf(pledge, offer);
    if (holdings.length === 0) return;
    work.write({
      text: `INSERT INTO reservation (id, cluster_id, offer_id, pledge_id, sharing, during, quantity)
        SELECT id, $1::uuid, $2::uuid, $3::uuid, $4, CASE WHEN starts IS NOT NULL THEN tstzrange(starts, ends) END, quantity
          FROM unnest($5::uuid[], $6::timestamptz[], $7::timestamptz[], $8::numeric[]) AS held (id, starts, ends, quantity)`,
      values: [
        pledge.clusterId, offer.id, pledge.id, offer.sharing,
        holdings.map(() => newId()), holdings.map(({ span }) => span?.from ?? null), holdings.map(({ span }) => span?.until ?? null), holdings.map(({ quantity }) => quantity.toFixed()),
      ],
    });
    work.refuseWhenTaken('capacity_taken', refuse(CapacityTaken));
    work.refuseWhenTaken('capacity_taken_exclusive', refuse(CapacityTaken));
  }
}

/** Frees what pledges that have ended hold and have not given: of a stock all but what was given, in time all from the end on. */
export function released(pledges: readonly Pledge[]): readonly Statement[] {
  const holding = pledges.filter(({ offerId, endedAt }) => offerId !== null && endedAt !== null);
  if (holding.length === 0) return [];
  const ended = 'unnest($1::uuid[], $2::timestamptz[], $3::numeric[]) AS ended (pledge_id, at, given)';
  const values = [holding.map(({ id }) => id), holding.map(({ endedAt }) => endedAt), holding.map(({ given }) => given)];
  return [
    {
      text: `DELETE FROM reservation r USING ${ended}
        WHERE r.pledge_id = ended.pledge_id AND CASE r.sharing WHEN 'stock' THEN ended.given = 0 ELSE r.starts_at >= ended.at END`,
      values,
    },
    {
      text: `UPDATE reservation r SET during = CASE WHEN r.sharing <> 'stock' THEN tstzrange(r.starts_at, ended.at) END, quantity = CASE r.sharing WHEN 'stock' THEN ended.given ELSE r.quantity END
        FROM ${ended}
        WHERE r.pledge_id = ended.pledge_id AND CASE r.sharing WHEN 'stock' THEN ended.given > 0 AND ended.given < r.quantity ELSE r.starts_at < ended.at AND r.ends_at > ended.at END`,
      values,
    },
  ];
}
