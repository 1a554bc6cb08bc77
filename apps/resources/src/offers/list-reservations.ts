import { listReservations as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { baseUnitsOf } from '../quantities/quantity.js';
import { isSeenBy } from './offer.js';
import { Offers } from './offers.js';

@Handles(contract)
export class ListReservations {
  constructor(private readonly offers: Offers) {}

  async handle(request: RequestOf<typeof contract>, { work, member }: Call) {
    const { clusterId, offerId } = request;
    const [{ memberId }, offer] = await Promise.all([member, this.offers.find(work, offerId)]);
    if (!offer || !isSeenBy(offer, memberId)) return refuse(NotFound);
    return listPage(work, request, {
      select: `id, pledge_id AS "pledgeId", CASE WHEN during IS NOT NULL THEN json_build_object('from', instant(lower(during)), 'until', instant(upper(during))) END AS span,
        trim_scale(round(quantity / $3::numeric, 6))::text AS quantity`,
      from: 'reservation',
      where: 'cluster_id = $1 AND offer_id = $2',
      values: [clusterId, offerId, baseUnitsOf(offer, offer.hoursPerDay)],
      key: 'id',
      order: 'ascending',
    });
  }
}
