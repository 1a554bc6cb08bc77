import { approveMinutes as contract, isRefusal, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Assemblies } from '../assemblies/assemblies.js';
import { barIn } from '../assemblies/assembly.js';
import { Attendances } from '../attendances/attendances.js';
import { approve } from './minute.js';
import { MinutesOfAssemblies, showMinutes } from './minutes.js';

@Handles(contract)
export class ApproveMinutes {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly attendances: Attendances,
    private readonly minutes: MinutesOfAssemblies,
  ) {}

  async handle({ assemblyId, sha256 }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const { memberId } = await member;
    const [assembly, minutes, attendance] = await Promise.all([
      this.assemblies.find(work, assemblyId),
      this.minutes.of(work, assemblyId),
      this.attendances.ofSeat(work, assemblyId, memberId),
    ]);
    if (!assembly) return refuse(NotFound);
    if (!minutes) return barIn(assembly, ['closed']) ?? refuse(NotFound);
    const decision = approve(assembly, minutes, sha256, { memberId, attended: attendance?.representedBy === null }, now);
    if (isRefusal(decision)) return decision;
    const { version } = this.assemblies.keep(work, assembly, decision);
    return showMinutes(this.minutes.keep(work, decision.minutes, version));
  }
}
