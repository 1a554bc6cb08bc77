import { NotFound, readDelegation as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Delegations } from './delegations.js';

@Handles(contract)
export class ReadDelegation {
  constructor(private readonly delegations: Delegations) {}

  async handle({ matterId, delegationId }: RequestOf<typeof contract>, { work }: Call) {
    const delegation = await this.delegations.find(work, delegationId);
    return delegation?.matterId === matterId ? delegation : refuse(NotFound);
  }
}
