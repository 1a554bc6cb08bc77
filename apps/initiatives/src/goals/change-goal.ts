import { changeGoal as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { changeGoal } from './goal.js';
import { Goals } from './goals.js';
import { OwnGoals } from './own-goals.js';

@Handles(contract)
export class ChangeGoal {
  constructor(
    private readonly own: OwnGoals,
    private readonly goals: Goals,
  ) {}

  async handle({ clusterId: _, initiativeId, goalId, ...aim }: RequestOf<typeof contract>, call: Call) {
    const seen = await this.own.see({ initiativeId, goalId }, call);
    if (isRefusal(seen)) return seen;
    const decision = changeGoal(seen.goal, seen.partners, aim, seen.acting);
    if (isRefusal(decision)) return decision;
    this.goals.watch(call.work, decision.state);
    return this.goals.keep(call.work, seen.goal, decision);
  }
}
