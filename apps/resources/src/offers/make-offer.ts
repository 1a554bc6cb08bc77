import { isRefusal, makeOffer as contract, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Categories } from '../categories/categories.js';
import { circumstancesOf } from '../contributions/circumstances.js';
import { draft, publishAtOnce } from './offer.js';
import { Offers } from './offers.js';

@Handles(contract)
export class MakeOffer {
  constructor(
    private readonly offers: Offers,
    private readonly categories: Categories,
  ) {}

  async handle({ clusterId, category: code, publish, ...offered }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [{ memberId }, category] = await Promise.all([member, this.categories.find(work, code)]);
    const drafted = draft(newId(), category, offered, circumstancesOf(work, clusterId, memberId));
    return isRefusal(drafted) ? drafted : this.offers.add(work, publish ? publishAtOnce(drafted, now) : drafted);
  }
}
