import { delegateVote as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { barEnded } from '../matters/matter.js';
import { Matters } from '../matters/matters.js';
import { inMatter } from './delegation.js';
import { Delegations } from './delegations.js';

@Handles(contract)
export class DelegateVote {
  constructor(
    private readonly matters: Matters,
    private readonly delegations: Delegations,
  ) {}

  async handle({ clusterId, matterId, to }: RequestOf<typeof contract>, { work, member }: Call) {
    this.delegations.alone(work, clusterId);
    const [{ memberId: from }, matter] = await Promise.all([member, this.matters.find(work, matterId)]);
    if (!matter) return refuse(NotFound);
    return barEnded(matter) ?? this.delegations.give(work, { clusterId, from, to }, inMatter(matterId));
  }
}
