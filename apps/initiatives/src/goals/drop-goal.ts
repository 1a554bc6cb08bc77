import { dropGoal as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { dropGoal } from './goal.js';
import { Goals } from './goals.js';
import { OwnGoals } from './own-goals.js';

@Handles(contract)
export class DropGoal {
  constructor(
    private readonly own: OwnGoals,
    private readonly goals: Goals,
  ) {}

  async handle({ reason, ...one }: RequestOf<typeof contract>, call: Call) {
    const seen = await this.own.see(one, call);
    if (isRefusal(seen)) return seen;
    const decision = dropGoal(seen.goal, seen.partners, reason, seen.acting);
    if (isRefusal(decision)) return decision;
    this.goals.watch(call.work, decision.state);
    return this.goals.keep(call.work, seen.goal, decision);
  }
}
