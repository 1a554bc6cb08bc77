import { isRefusal, type Measurement, NotFound, readMeasurement as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { measurementColumns } from './goals.js';
import { OwnGoals } from './own-goals.js';

@Handles(contract)
export class ReadMeasurement {
  constructor(private readonly own: OwnGoals) {}

  async handle({ measurementId, ...one }: RequestOf<typeof contract>, call: Call) {
    const [seen, rows] = await Promise.all([
      this.own.see(one, call),
      call.work.query<Measurement>(`SELECT ${measurementColumns} FROM measurement WHERE goal_id = $1 AND id = $2`, [one.goalId, measurementId]),
    ]);
    return isRefusal(seen) ? seen : (rows[0] ?? refuse(NotFound));
  }
}
