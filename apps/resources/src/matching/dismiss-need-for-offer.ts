import { dismissNeedForOffer as contract, NotFound, NotProvider, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { isSeenBy } from '../offers/offer.js';
import { Offers } from '../offers/offers.js';
import { Listings } from './listings.js';
import { MatchSides } from './match-sides.js';

@Handles(contract)
export class DismissNeedForOffer {
  constructor(
    private readonly offers: Offers,
    private readonly listings: Listings,
    private readonly sides: MatchSides,
  ) {}

  async handle({ clusterId, offerId, needId }: RequestOf<typeof contract>, { work, member, now }: Call) {
    work.hold();
    const match = { clusterId, side: 'offer', needId, offerId } as const;
    const [{ memberId }, offer, need, isKnown] = await Promise.all([member, this.offers.find(work, offerId), this.listings.find(work, needId), this.sides.isKnown(work, match)]);
    if (!offer || !isSeenBy(offer, memberId) || (need?.side !== 'need' && !isKnown)) return refuse(NotFound);
    if (offer.memberId !== memberId) return refuse(NotProvider);
    return { needId, offerId, side: match.side, ...(await this.sides.dismiss(work, match, memberId, now)) };
  }
}
