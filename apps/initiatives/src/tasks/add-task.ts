import { addTask as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { addTask } from './task.js';
import { Tasks } from './tasks.js';

@Handles(contract)
export class AddTask {
  constructor(private readonly tasks: Tasks) {}

  async handle({ clusterId: _, initiativeId, description, due, ...terms }: RequestOf<typeof contract>, call: Call) {
    const held = await (terms.dependsOn.length === 0 ? this.tasks.beside(initiativeId, call) : this.tasks.hold(initiativeId, call));
    if (isRefusal(held)) return held;
    const decision = addTask(newId(), { ...terms, description: description ?? null, due: due ?? null }, held.at, held.memberId, call.now);
    return isRefusal(decision) ? decision : this.tasks.add(call.work, decision);
  }
}
