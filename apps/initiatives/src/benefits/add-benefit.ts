import { addBenefit as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { add } from './benefit.js';
import { Benefits } from './benefits.js';
import { OwnBenefits } from './own-benefits.js';

@Handles(contract)
export class AddBenefit {
  constructor(
    private readonly own: OwnBenefits,
    private readonly benefits: Benefits,
  ) {}

  async handle({ initiativeId, memberId, kind, description, quantity }: RequestOf<typeof contract>, call: Call) {
    const place = await this.own.place(initiativeId, call);
    if (isRefusal(place)) return place;
    const added = add(newId(), { memberId: memberId ?? null, kind, description, quantity: quantity ?? null }, place, place.memberId, call.now);
    return isRefusal(added) ? added : this.benefits.add(call.work, added);
  }
}
