import { isRefusal, readGoal as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { OwnGoals } from './own-goals.js';

@Handles(contract)
export class ReadGoal {
  constructor(private readonly own: OwnGoals) {}

  async handle(request: RequestOf<typeof contract>, call: Call) {
    const seen = await this.own.see(request, call);
    return isRefusal(seen) ? seen : seen.goal;
  }
}
