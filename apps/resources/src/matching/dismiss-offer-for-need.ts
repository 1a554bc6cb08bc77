import { dismissOfferForNeed as contract, NotFound, NotNeeding, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Directory } from '../directory/directory.js';
import { Listings } from './listings.js';
import { MatchSides } from './match-sides.js';
import { receiverOfNeed } from './receiver-of-need.js';

@Handles(contract)
export class DismissOfferForNeed {
  constructor(
    private readonly directory: Directory,
    private readonly listings: Listings,
    private readonly sides: MatchSides,
  ) {}

  async handle({ clusterId, needId, offerId }: RequestOf<typeof contract>, { work, member, now }: Call) {
    work.hold();
    const match = { clusterId, side: 'need', needId, offerId } as const;
    const [{ memberId }, receiver, offer, isKnown] = await Promise.all([member, receiverOfNeed(work, needId), this.listings.find(work, offerId), this.sides.isKnown(work, match)]);
    if (!receiver || (offer?.side !== 'offer' && !isKnown)) return refuse(NotFound);
    const speakers = 'memberId' in receiver ? [receiver.memberId] : await this.directory.partnersOf(work, receiver);
    if (!speakers.includes(memberId)) return refuse(NotNeeding);
    return { needId, offerId, side: match.side, ...(await this.sides.dismiss(work, match, memberId, now)) };
  }
}
