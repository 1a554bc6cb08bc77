import { listOfferMatches as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { isSeenBy } from '../offers/offer.js';
import { Offers } from '../offers/offers.js';
import { Listings } from './listings.js';
import { Matches, mostShown, shownTo, viewOf } from './matches.js';

@Handles(contract)
export class ListOfferMatches {
  constructor(
    private readonly offers: Offers,
    private readonly listings: Listings,
    private readonly matches: Matches,
  ) {}

  /** What is not open has no matches. */
  async handle({ offerId, dismissed }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [{ memberId }, offer, listing] = await Promise.all([member, this.offers.find(work, offerId), this.listings.find(work, offerId)]);
    if (!offer || !isSeenBy(offer, memberId)) return refuse(NotFound);
    const found = listing ? await this.matches.find(work, listing, viewOf(listing, dismissed === 'with' ? 'all' : 'open'), now, mostShown) : [];
    return { items: listing ? shownTo(listing, found) : [] };
  }
}
