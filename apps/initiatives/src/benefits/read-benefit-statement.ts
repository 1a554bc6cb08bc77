import { NotFound, readBenefitStatement as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Benefits } from './benefits.js';

@Handles(contract)
export class ReadBenefitStatement {
  constructor(private readonly benefits: Benefits) {}

  async handle({ initiativeId, memberId }: RequestOf<typeof contract>, { work }: Call) {
    return (await this.benefits.findStatement(work, initiativeId, memberId)) ?? refuse(NotFound);
  }
}
