import { isRefusal, NotFound, recordAttendance as contract, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Assemblies } from '../assemblies/assemblies.js';
import { attend } from './attendance.js';
import { Attendances } from './attendances.js';

/** Said again, of a seat that was written down, it answers what was written down first. */
@Handles(contract)
export class RecordAttendance {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly attendances: Attendances,
  ) {}

  async handle({ clusterId, assemblyId, memberId }: RequestOf<typeof contract>, { work, member, now }: Call) {
    this.assemblies.share(work, assemblyId);
    const attending = memberId ?? (await member).memberId;
    const [assembly, by, { partyName, ...seat }, before] = await Promise.all([
      this.assemblies.find(work, assemblyId),
      this.assemblies.duties(work, clusterId, member),
      this.attendances.seat(work, assemblyId, attending),
      this.attendances.ofSeat(work, assemblyId, attending),
    ]);
    if (!assembly) return refuse(NotFound);
    const decision = attend(newId(), assembly, seat, by, now);
    if (isRefusal(decision)) return decision;
    if (before) return before;
    const { version: _, clusterId: _cluster, ...attendance } = this.attendances.add(work, decision);
    return { ...attendance, partyName };
  }
}
