import { addBudgetLine as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { addLine, withSpent } from './budget.js';
import { Budgets } from './budgets.js';
import { PlanGrounds } from './plan-grounds.js';

@Handles(contract)
export class AddBudgetLine {
  constructor(
    private readonly budgets: Budgets,
    private readonly grounds: PlanGrounds,
  ) {}

  async handle({ initiativeId, title, category, planned }: RequestOf<typeof contract>, call: Call) {
    const ground = await this.grounds.of(initiativeId, null, call);
    if (isRefusal(ground)) return ground;
    const decision = addLine(newId(), { title, category: category ?? null, planned }, ground, ground.acting);
    return isRefusal(decision) ? decision : withSpent(this.budgets.add(call.work, decision, ground.initiative.clusterId), 0);
  }
}
