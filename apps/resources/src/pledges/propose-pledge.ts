import { isRefusal, NotFound, proposePledge as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Aggregate, type Collection, newId, type Work } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Categories } from '../categories/categories.js';
import { circumstancesOf } from '../contributions/circumstances.js';
import { Directory } from '../directory/directory.js';
import { Needs } from '../needs/needs.js';
import { isSeenBy } from '../offers/offer.js';
import { Offers } from '../offers/offers.js';
import { between, propose } from './pledge.js';
import { Pledges, showPledge } from './pledges.js';

const named = async <State extends Aggregate>(among: Collection<State>, work: Work, id: string | undefined) => (id === undefined ? undefined : among.find(work, id));
const isMissing = (id: string | undefined, found: object | undefined) => id !== undefined && found === undefined;

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
    const [{ memberId }, offer, need] = await Promise.all([member, named(this.offers, work, offerId), named(this.needs, work, needId)]);
    if (isMissing(offerId, offer) || isMissing(needId, need) || (offer && !isSeenBy(offer, memberId))) return refuse(NotFound);
    const sides = between(asked, memberId, offer, need);
    if (isRefusal(sides)) return sides;
    const { giver, receiver } = sides;
    const [known, category] = await Promise.all([this.directory.sidesOf(work, giver === memberId ? undefined : giver, receiver), this.categories.find(work, sides.category)]);
    const decision = propose(newId(), category, asked, sides, known, circumstancesOf(clusterId, memberId, now));
    return isRefusal(decision) ? decision : showPledge(this.pledges.propose(work, decision, offer));
  }
}
