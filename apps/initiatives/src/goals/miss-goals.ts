import { civilDay, type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { miss } from './goal.js';
import { goalDue, Goals } from './goals.js';

/** When the last day of a goal is over and it was not reached. */
@OnTimer(goalDue)
export class MissGoals implements TimerHandler {
  constructor(private readonly goals: Goals) {}

  async handle({ subject, clusterId }: DueTimer, { work, now }: TimerCall): Promise<void> {
    const goal = await this.goals.find(work, subject);
    const missed = goal && miss(goal, now, civilDay(now));
    if (goal && missed) this.goals.keep(work, goal, missed, clusterId);
  }
}
