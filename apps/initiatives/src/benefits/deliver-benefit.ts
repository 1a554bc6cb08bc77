import { deliverBenefit as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { deliver } from './benefit.js';
import { OwnBenefits } from './own-benefits.js';

@Handles(contract)
export class DeliverBenefit {
  constructor(private readonly own: OwnBenefits) {}

  handle({ note, quantity, ...one }: RequestOf<typeof contract>, call: Call) {
    return this.own.change(one, call, (benefit, place, memberId) => deliver(benefit, place, { note: note ?? null, quantity: quantity ?? null }, memberId, call.now));
  }
}
