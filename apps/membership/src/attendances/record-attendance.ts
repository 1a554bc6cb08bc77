import { isRefusal, NotFound, recordAttendance as contract, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Assemblies } from '../assemblies/assemblies.js';
import { dutiesOf } from '../assemblies/assembly.js';
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
    const by = (await member).memberId;
    const [assembly, holders, { partyName, ...seat }, before] = await Promise.all([
      this.assemblies.find(work, assemblyId),
      this.assemblies.holders(work, clusterId),
      this.attendances.seat(work, assemblyId, memberId ?? by),
      this.attendances.ofSeat(work, assemblyId, memberId ?? by),
    ]);
    if (!assembly) return refuse(NotFound);
    const decision = attend(newId(), assembly, seat, dutiesOf(by, holders), now);
    if (isRefusal(decision)) return decision;
    if (before) return before;
    const { version: _, clusterId: _cluster, ...attendance } = this.attendances.add(work, decision);
    return { ...attendance, partyName };
  }
}
