import { BelowPromised, changeOffer as contract, isRefusal, NotFound, refuse, type RequestOf, StaleVersion } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Categories } from '../categories/categories.js';
import { circumstancesOf } from '../contributions/circumstances.js';
import { change } from './offer.js';
import { Offers } from './offers.js';
import { keepsPromises } from './promise.js';
import { Reservations } from './reservations.js';

@Handles(contract)
export class ChangeOffer {
  constructor(
    private readonly offers: Offers,
    private readonly categories: Categories,
    private readonly reservations: Reservations,
  ) {}

  async handle({ clusterId, offerId, ...offered }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [offer, { memberId }, held, stock] = await Promise.all([
      this.offers.hold(work, clusterId, offerId),
      member,
      this.reservations.heldOf(work, clusterId, offerId, { fromMs: Date.parse(now), untilMs: Number.POSITIVE_INFINITY }),
      this.reservations.heldOfStock(work, clusterId, offerId),
    ]);
    if (!offer) return refuse(NotFound);
    const changed = change(offer, await this.categories.find(work, offer.category), offered, circumstancesOf(work, clusterId, memberId));
    if (isRefusal(changed)) return changed;
    if (expectedVersion !== undefined && expectedVersion !== offer.version) return refuse(StaleVersion);
    if (!keepsPromises(offer, changed.state, { held, stock })) return refuse(BelowPromised);
    work.refuseWhenTaken('capacity_taken', refuse(BelowPromised));
    return this.offers.keep(work, offer, changed);
  }
}
