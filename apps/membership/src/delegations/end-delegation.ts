import { endDelegation as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { barEnded } from '../matters/matter.js';
import { Matters } from '../matters/matters.js';
import { end } from './delegation.js';
import { Delegations } from './delegations.js';

@Handles(contract)
export class EndDelegation {
  constructor(
    private readonly matters: Matters,
    private readonly delegations: Delegations,
  ) {}

  async handle({ matterId, delegationId }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [{ memberId }, matter] = await Promise.all([member, this.matters.find(work, matterId)]);
    if (!matter) return refuse(NotFound);
    return this.delegations.change(work, delegationId, expectedVersion, (delegation) =>
      delegation.matterId === matterId ? (barEnded(matter) ?? end(delegation, memberId, now)) : refuse(NotFound));
  }
}
