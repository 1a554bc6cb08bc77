import { isRefusal, NotFound, PledgeUnfit, proposePledge as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Aggregate, type Collection, newId, type Work } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Categories } from '../categories/categories.js';
import { circumstancesOf } from '../contributions/circumstances.js';
import { Directory } from '../directory/directory.js';
import { isGuest } from '../directory/home.js';
import { Needs } from '../needs/needs.js';
import { isSeenBy } from '../offers/offer.js';
import { Offers } from '../offers/offers.js';
import { between, isSame, propose } from './pledge.js';
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

  /** Offers are not shared between clusters: a promise to an initiative of another one names none, and no need but of that initiative. */
  async handle({ clusterId, offerId, needId, ...asked }: RequestOf<typeof contract>, { work, member }: Call) {
    const guest = isGuest(work, clusterId);
    if (guest && offerId !== undefined) return refuse(PledgeUnfit, { field: 'offerId' });
    const [{ memberId }, offer, need] = await Promise.all([member, named(this.offers, work, offerId), named(this.needs, work, needId)]);
    if (isMissing(offerId, offer) || isMissing(needId, need) || (offer && !isSeenBy(offer, memberId))) return refuse(NotFound);
    if (guest && need && asked.receiver && !isSame(asked.receiver, need.receiver)) return refuse(NotFound);
    const sides = between(asked, memberId, offer, need);
    if (isRefusal(sides)) return sides;
    const { giver, receiver } = sides;
    const [known, category] = await Promise.all([this.directory.sidesOf(work, giver === memberId ? undefined : giver, receiver), this.categories.find(work, sides.category)]);
    const decision = propose(newId(), category, asked, sides, known, circumstancesOf(work, clusterId, memberId));
    if (isRefusal(decision)) return decision;
    this.directory.expectTaking(work, receiver);
    return showPledge(this.pledges.propose(work, decision, offer));
  }
}
