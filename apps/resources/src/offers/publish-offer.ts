import { isRefusal, publishOffer as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { circumstancesOf } from '../contributions/circumstances.js';
import { publish } from './offer.js';
import { Offers, showOffer } from './offers.js';

@Handles(contract)
export class PublishOffer {
  constructor(private readonly offers: Offers) {}

  async handle({ clusterId, offerId }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const { memberId } = await member;
    const kept = await this.offers.change(work, offerId, expectedVersion, (offer) => publish(offer, circumstancesOf(clusterId, memberId, now)));
    return isRefusal(kept) ? kept : showOffer(kept);
  }
}
