import { deliverBenefit as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { deliverBenefit } from './benefit.js';
import { Benefits } from './benefits.js';
import { OwnBenefits } from './own-benefits.js';

@Handles(contract)
export class DeliverBenefit {
  constructor(
    private readonly benefits: Benefits,
    private readonly own: OwnBenefits,
  ) {}

  async handle({ note, quantity, ...one }: RequestOf<typeof contract>, call: Call) {
    const seen = await this.own.see(one, call);
    if (isRefusal(seen)) return seen;
    const { benefit, known: { initiative, partners }, saying } = seen;
    const decision = deliverBenefit(benefit, { note: note ?? null, quantity: quantity ?? null }, initiative, partners, saying);
    return isRefusal(decision) ? decision : this.benefits.keep(call.work, benefit, decision, initiative.clusterId);
  }
}
