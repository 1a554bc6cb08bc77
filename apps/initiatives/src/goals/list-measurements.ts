import { isRefusal, listMeasurements as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { measurementColumns } from './goals.js';
import { OwnGoals } from './own-goals.js';

@Handles(contract)
export class ListMeasurements {
  constructor(private readonly own: OwnGoals) {}

  async handle(request: RequestOf<typeof contract>, call: Call) {
    const seen = await this.own.see(request, call);
    if (isRefusal(seen)) return seen;
    return listPage(call.work, request, { select: measurementColumns, from: 'measurement', where: 'goal_id = $1', values: [request.goalId], key: 'id', order: 'ascending' });
  }
}
