import { addBenefit as contract, isRefusal, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { KnownInitiatives } from '../initiatives/known-initiatives.js';
import { addBenefit } from './benefit.js';
import { Benefits } from './benefits.js';

@Handles(contract)
export class AddBenefit {
  constructor(
    private readonly benefits: Benefits,
    private readonly initiatives: KnownInitiatives,
  ) {}

  async handle({ initiativeId, memberId, kind, description, quantity }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [known, acting] = await Promise.all([this.initiatives.find(work, initiativeId), member]);
    if (!known) return refuse(NotFound);
    const decision = addBenefit(newId(), { memberId: memberId ?? null, kind, description, quantity: quantity ?? null }, known.initiative, known.partners, { memberId: acting.memberId, now });
    return isRefusal(decision) ? decision : this.benefits.add(work, decision, known.initiative.clusterId);
  }
}
