import { dismissOfferForNeed as contract, NotFound, NotNeeding, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Directory } from '../directory/directory.js';
import { speaksFor } from '../needs/need.js';
import { Needs } from '../needs/needs.js';
import { Listings } from './listings.js';
import { MatchSides } from './match-sides.js';

@Handles(contract)
export class DismissOfferForNeed {
  constructor(
    private readonly needs: Needs,
    private readonly directory: Directory,
    private readonly listings: Listings,
    private readonly sides: MatchSides,
  ) {}

  async handle({ clusterId, needId, offerId }: RequestOf<typeof contract>, { work, member, now }: Call) {
    work.hold();
    const match = { clusterId, side: 'need', needId, offerId } as const;
    const [{ memberId }, need, offer, isKnown] = await Promise.all([member, this.needs.find(work, needId), this.listings.find(work, offerId), this.sides.isKnown(work, match)]);
    if (!need || (offer?.side !== 'offer' && !isKnown)) return refuse(NotFound);
    if (!speaksFor(memberId, need.receiver, await this.directory.partnersOf(work, need.receiver))) return refuse(NotNeeding);
    return { needId, offerId, side: match.side, ...(await this.sides.dismiss(work, match, memberId, now)) };
  }
}
