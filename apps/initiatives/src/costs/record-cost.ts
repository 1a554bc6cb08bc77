import { isRefusal, recordCost as contract, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { recordCost } from './cost.js';
import { Costs } from './costs.js';
import { Grounds } from './grounds.js';

@Handles(contract)
export class RecordCost {
  constructor(
    private readonly costs: Costs,
    private readonly grounds: Grounds,
  ) {}

  async handle({ clusterId: _, initiativeId, ...said }: RequestOf<typeof contract>, call: Call) {
    const ground = await this.grounds.of(initiativeId, said.budgetLineId, call);
    if (isRefusal(ground)) return ground;
    const entered = recordCost(newId(), said, ground, ground.acting);
    if (isRefusal(entered)) return entered;
    this.costs.add(call.work, initiativeId, [entered]);
    return entered.cost;
  }
}
