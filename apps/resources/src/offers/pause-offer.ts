import { pauseOffer as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { circumstancesOf } from '../contributions/circumstances.js';
import { pause } from './offer.js';
import { Offers } from './offers.js';

@Handles(contract)
export class PauseOffer {
  constructor(private readonly offers: Offers) {}

  async handle({ clusterId, offerId }: RequestOf<typeof contract>, { work, member, expectedVersion }: Call) {
    const { memberId } = await member;
    return this.offers.change(work, offerId, expectedVersion, (offer) => pause(offer, circumstancesOf(work, clusterId, memberId)));
  }
}
