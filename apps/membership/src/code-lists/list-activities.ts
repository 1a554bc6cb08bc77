import { activities, listActivities as contract, type RequestOf } from '@klaster/contracts';
import { Handles } from '@klaster/service-kit';
import { codePage } from './code-page.js';

@Handles(contract)
export class ListActivities {
  async handle(request: RequestOf<typeof contract>) {
    return codePage(activities, request);
  }
}
