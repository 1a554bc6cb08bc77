import { type Attendance, NotFound, readAttendance as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { attended, shownAttendance } from './attendances.js';

@Handles(contract)
export class ReadAttendance {
  async handle({ assemblyId, attendanceId }: RequestOf<typeof contract>, { work }: Call) {
    const [attendance] = await work.query<Attendance>(`SELECT ${shownAttendance} FROM ${attended} WHERE a.id = $1 AND a.assembly_id = $2`, [attendanceId, assemblyId]);
    return attendance ?? refuse(NotFound);
  }
}
