import { isRefusal, NotFound, refuse, type RequestOf, StaleVersion, writeMinutes as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Assemblies } from '../assemblies/assemblies.js';
import { barIn } from '../assemblies/assembly.js';
import { write } from './minute.js';
import { MinutesOfAssemblies, showMinutes } from './minutes.js';

@Handles(contract)
export class WriteMinutes {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly minutes: MinutesOfAssemblies,
  ) {}

  async handle({ clusterId, assemblyId, text }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [by, assembly, minutes] = await Promise.all([
      this.assemblies.duties(work, clusterId, member),
      this.assemblies.find(work, assemblyId),
      this.minutes.of(work, assemblyId),
    ]);
    if (!assembly) return refuse(NotFound);
    if (!minutes) return barIn(assembly, ['closed']) ?? refuse(NotFound);
    if (expectedVersion !== minutes.version) return refuse(StaleVersion);
    const decision = write(assembly, minutes, text, by, now);
    if (isRefusal(decision)) return decision;
    const { version } = this.assemblies.keep(work, assembly, decision);
    return showMinutes(this.minutes.keep(work, decision.minutes, version));
  }
}
