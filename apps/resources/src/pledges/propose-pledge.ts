import { isRefusal, NotFound, PledgeUnfit, proposePledge as contract, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Categories } from '../categories/categories.js';
import { circumstancesOf } from '../contributions/circumstances.js';
import { Directory } from '../directory/directory.js';
import { Needs } from '../needs/needs.js';
import { isSeenBy } from '../offers/offer.js';
import { Offers } from '../offers/offers.js';
import { propose } from './pledge.js';
import { Pledges, showPledge } from './pledges.js';

@Handles(contract)
export class ProposePledge {
  constructor(
    private readonly pledges: Pledges,
    private readonly offers: Offers,
    private readonly needs: Needs,
    private readonly directory: Directory,
    private readonly categories: Categories,
  ) {}

  async handle({ clusterId, offerId, needId, ...asked }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [{ memberId }, offer, need] = await Promise.all([member, offerId === undefined ? undefined : this.offers.find(work, offerId), needId === undefined ? undefined : this.needs.find(work, needId)]);
    if ((offerId !== undefined && !(offer && isSeenBy(offer, memberId))) || (needId !== undefined && !need)) return refuse(NotFound);
    const giver = asked.giver ?? offer?.memberId ?? memberId;
    // Whoever asks for what another has, asks for itself where it names nobody.
    const receiver = asked.receiver ?? need?.receiver ?? (giver === memberId ? undefined : { memberId });
    if (!receiver) return refuse(PledgeUnfit, { field: 'receiver' });
    const code = asked.category ?? offer?.category ?? need?.category;
    if (code === undefined) return refuse(PledgeUnfit, { field: 'category' });
    const [sides, category] = await Promise.all([this.directory.sidesOf(work, giver === memberId ? undefined : giver, receiver), this.categories.find(work, code)]);
    const decision = propose(newId(), category, asked, { giver, receiver, offer, need }, sides, circumstancesOf(clusterId, memberId, now));
    return isRefusal(decision) ? decision : showPledge(this.pledges.propose(work, decision, offer));
  }
}
