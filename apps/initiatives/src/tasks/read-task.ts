import { NotFound, readTask as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Tasks } from './tasks.js';

@Handles(contract)
export class ReadTask {
  constructor(private readonly tasks: Tasks) {}

  async handle({ initiativeId, taskId }: RequestOf<typeof contract>, { work }: Call) {
    const task = await this.tasks.find(work, taskId);
    return task?.initiativeId === initiativeId ? task : refuse(NotFound);
  }
}
