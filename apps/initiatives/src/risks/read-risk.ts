import { NotFound, readRisk as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Risks } from './risks.js';

@Handles(contract)
export class ReadRisk {
  constructor(private readonly risks: Risks) {}

  async handle({ initiativeId, riskId }: RequestOf<typeof contract>, { work }: Call) {
    const risk = await this.risks.find(work, riskId);
    return risk?.initiativeId === initiativeId ? risk : refuse(NotFound);
  }
}
