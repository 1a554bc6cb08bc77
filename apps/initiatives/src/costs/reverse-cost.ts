import { isRefusal, NotFound, refuse, type RequestOf, reverseCost as contract } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { reverse } from './cost.js';
import { Costs } from './costs.js';
import { Grounds } from './grounds.js';

@Handles(contract)
export class ReverseCost {
  constructor(
    private readonly costs: Costs,
    private readonly grounds: Grounds,
  ) {}

  async handle({ initiativeId, costId, reason, correction }: RequestOf<typeof contract>, call: Call) {
    const [original, ground] = await Promise.all([this.costs.find(call.work, costId), this.grounds.of(initiativeId, correction?.budgetLineId, call)]);
    if (isRefusal(ground)) return ground;
    if (original?.initiativeId !== initiativeId) return refuse(NotFound);
    const entered = reverse(original, { reversal: newId(), correction: newId() }, { reason, correction }, ground, ground.acting);
    if (isRefusal(entered)) return entered;
    this.costs.add(call.work, initiativeId, entered);
    return entered.at(-1)!.cost;
  }
}
