import { changeBudgetLine as contract, isRefusal, NotFound, refuse, type RequestOf, StaleVersion } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { changeLine, withSpent } from './budget.js';
import { Budgets } from './budgets.js';
import { PlanGrounds } from './plan-grounds.js';

@Handles(contract)
export class ChangeBudgetLine {
  constructor(
    private readonly budgets: Budgets,
    private readonly grounds: PlanGrounds,
  ) {}

  async handle({ initiativeId, budgetLineId, title, category, planned }: RequestOf<typeof contract>, call: Call) {
    const { work, expectedVersion } = call;
    const [line, ground] = await Promise.all([this.budgets.see(work, budgetLineId), this.grounds.of(initiativeId, budgetLineId, call)]);
    if (isRefusal(ground)) return ground;
    if (line?.initiativeId !== initiativeId) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== line.version) return refuse(StaleVersion);
    const { spentMinor, overMinor: _, ...before } = line;
    const decision = changeLine(before, { title, category: category ?? null, planned }, ground, ground.acting);
    return isRefusal(decision) ? decision : withSpent(this.budgets.keep(work, before, decision, before.clusterId), spentMinor);
  }
}
