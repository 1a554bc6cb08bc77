import { delegateSeat as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Assemblies } from '../assemblies/assemblies.js';
import { barIn } from '../assemblies/assembly.js';
import { atAssembly } from './delegation.js';
import { Delegations } from './delegations.js';

@Handles(contract)
export class DelegateSeat {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly delegations: Delegations,
  ) {}

  async handle({ clusterId, assemblyId, to }: RequestOf<typeof contract>, { work, member }: Call) {
    this.assemblies.share(work, assemblyId);
    this.delegations.alone(work, clusterId);
    const [{ memberId: from }, assembly] = await Promise.all([member, this.assemblies.find(work, assemblyId)]);
    if (!assembly) return refuse(NotFound);
    return barIn(assembly, ['scheduled', 'in-session']) ?? this.delegations.give(work, { clusterId, from, to }, atAssembly(assemblyId));
  }
}
