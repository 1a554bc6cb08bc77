import { finishTask as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { stepTask } from './task-step.js';
import { Tasks } from './tasks.js';

@Handles(contract)
export class FinishTask {
  constructor(private readonly tasks: Tasks) {}

  handle(request: RequestOf<typeof contract>, call: Call) {
    return stepTask(this.tasks, request, 'done', null, call);
  }
}
