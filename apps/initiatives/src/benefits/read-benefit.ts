import { NotFound, readBenefit as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Benefits } from './benefits.js';

@Handles(contract)
export class ReadBenefit {
  constructor(private readonly benefits: Benefits) {}

  async handle({ initiativeId, benefitId }: RequestOf<typeof contract>, { work }: Call) {
    const benefit = await this.benefits.find(work, benefitId);
    return benefit?.initiativeId === initiativeId ? benefit : refuse(NotFound);
  }
}
