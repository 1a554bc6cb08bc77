import { NotFound, readBudgetLine as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Budgets } from './budgets.js';

@Handles(contract)
export class ReadBudgetLine {
  constructor(private readonly budgets: Budgets) {}

  async handle({ initiativeId, budgetLineId }: RequestOf<typeof contract>, { work }: Call) {
    const line = await this.budgets.see(work, budgetLineId);
    return line?.initiativeId === initiativeId ? line : refuse(NotFound);
  }
}
