import { NotFound, readCost as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Costs } from './costs.js';

@Handles(contract)
export class ReadCost {
  constructor(private readonly costs: Costs) {}

  async handle({ initiativeId, costId }: RequestOf<typeof contract>, { work }: Call) {
    const cost = await this.costs.see(work, costId);
    return cost?.initiativeId === initiativeId ? cost : refuse(NotFound);
  }
}
