import { changeTask as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { changeTask } from './task.js';
import { Tasks } from './tasks.js';

@Handles(contract)
export class ChangeTask {
  constructor(private readonly tasks: Tasks) {}

  async handle({ clusterId: _, initiativeId, taskId, description, due, ...terms }: RequestOf<typeof contract>, call: Call) {
    const held = await this.tasks.holdOne({ initiativeId, taskId }, call);
    if (isRefusal(held)) return held;
    const decision = changeTask(held.task, { ...terms, description: description ?? null, due: due ?? null }, held.at, held.memberId, call.now);
    return isRefusal(decision) ? decision : this.tasks.keep(call.work, held.task, decision);
  }
}
