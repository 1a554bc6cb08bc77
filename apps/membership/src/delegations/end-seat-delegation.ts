import { endSeatDelegation as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Assemblies } from '../assemblies/assemblies.js';
import { barIn } from '../assemblies/assembly.js';
import { end } from './delegation.js';
import { Delegations } from './delegations.js';

@Handles(contract)
export class EndSeatDelegation {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly delegations: Delegations,
  ) {}

  async handle({ assemblyId, delegationId }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [{ memberId }, assembly] = await Promise.all([member, this.assemblies.find(work, assemblyId)]);
    if (!assembly) return refuse(NotFound);
    return this.delegations.change(work, delegationId, expectedVersion, (delegation) =>
      delegation.assemblyId === assemblyId ? (barIn(assembly, ['scheduled', 'in-session']) ?? end(delegation, memberId, now)) : refuse(NotFound),
    );
  }
}
