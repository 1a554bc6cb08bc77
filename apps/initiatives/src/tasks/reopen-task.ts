import { reopenTask as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { stepTask } from './task-step.js';
import { Tasks } from './tasks.js';

@Handles(contract)
export class ReopenTask {
  constructor(private readonly tasks: Tasks) {}

  handle(request: RequestOf<typeof contract>, call: Call) {
    return stepTask(this.tasks, request, 'to-do', null, call);
  }
}
