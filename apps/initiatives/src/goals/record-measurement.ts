import { isRefusal, measureGoal as contract, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { measure } from './goal.js';
import { Goals } from './goals.js';
import { OwnGoals } from './own-goals.js';

@Handles(contract)
export class RecordMeasurement {
  constructor(
    private readonly own: OwnGoals,
    private readonly goals: Goals,
  ) {}

  async handle({ value, measuredOn, note, ...one }: RequestOf<typeof contract>, call: Call) {
    const seen = await this.own.see(one, call);
    if (isRefusal(seen)) return seen;
    const measured = measure(seen.goal, seen.partners, newId(), { value, measuredOn, note: note ?? null }, seen.acting);
    if (isRefusal(measured)) return measured;
    this.goals.watch(call.work, measured.state);
    this.goals.keep(call.work, seen.goal, measured);
    this.goals.addMeasurement(call.work, seen.goal.clusterId, measured.measurement);
    return measured.measurement;
  }
}
