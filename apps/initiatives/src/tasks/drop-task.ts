import { dropTask as contract, type RefusalOf, type RequestOf, type Task } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { stepTask } from './task-step.js';
import { Tasks } from './tasks.js';

@Handles(contract)
export class DropTask {
  constructor(private readonly tasks: Tasks) {}

  handle({ reason, ...one }: RequestOf<typeof contract>, call: Call) {
    // A task can be dropped whatever comes before it.
    return stepTask(this.tasks, one, 'dropped', reason, call) as Promise<Task | RefusalOf<typeof contract>>;
  }
}
