import { acknowledgeBenefit as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { acknowledge } from './benefit.js';
import { OwnBenefits } from './own-benefits.js';

@Handles(contract)
export class AcknowledgeBenefit {
  constructor(private readonly own: OwnBenefits) {}

  handle(one: RequestOf<typeof contract>, call: Call) {
    return this.own.change(one, call, (benefit, place, memberId) => acknowledge(benefit, place, memberId, call.now));
  }
}
