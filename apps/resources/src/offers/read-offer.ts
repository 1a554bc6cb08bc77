import { NotFound, readOffer as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { isSeenBy } from './offer.js';
import { Offers, showOffer } from './offers.js';

@Handles(contract)
export class ReadOffer {
  constructor(private readonly offers: Offers) {}

  async handle({ offerId }: RequestOf<typeof contract>, { work, member }: Call) {
    const [{ memberId }, offer] = await Promise.all([member, this.offers.find(work, offerId)]);
    return offer && isSeenBy(offer, memberId) ? showOffer(offer) : refuse(NotFound);
  }
}
