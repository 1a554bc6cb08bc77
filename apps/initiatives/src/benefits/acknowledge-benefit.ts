import { acknowledgeBenefit as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { acknowledgeBenefit } from './benefit.js';
import { Benefits } from './benefits.js';
import { OwnBenefits } from './own-benefits.js';

@Handles(contract)
export class AcknowledgeBenefit {
  constructor(
    private readonly benefits: Benefits,
    private readonly own: OwnBenefits,
  ) {}

  async handle(one: RequestOf<typeof contract>, call: Call) {
    const seen = await this.own.see(one, call);
    if (isRefusal(seen)) return seen;
    const { benefit, known: { initiative, partners }, saying } = seen;
    const decision = acknowledgeBenefit(benefit, initiative, partners, saying);
    return isRefusal(decision) ? decision : this.benefits.keep(call.work, benefit, decision, initiative.clusterId);
  }
}
