import { NotFound, readSeatDelegation as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Delegations } from './delegations.js';

@Handles(contract)
export class ReadSeatDelegation {
  constructor(private readonly delegations: Delegations) {}

  async handle({ assemblyId, delegationId }: RequestOf<typeof contract>, { work }: Call) {
    const delegation = await this.delegations.find(work, delegationId);
    return delegation?.assemblyId === assemblyId ? delegation : refuse(NotFound);
  }
}
