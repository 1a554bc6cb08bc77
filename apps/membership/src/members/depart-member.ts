import { departMember as contract, isRefusal, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Clusters } from '../clusters/clusters.js';
import { Roles } from '../roles/roles.js';
import { depart } from './member.js';
import { Members, showMember } from './members.js';
import { OwnMembership } from './own-membership.js';

@Handles(contract)
export class DepartMember {
  constructor(
    private readonly own: OwnMembership,
    private readonly clusters: Clusters,
    private readonly members: Members,
    private readonly roles: Roles,
  ) {}

  async handle({ clusterId, memberId }: RequestOf<typeof contract>, call: Call) {
    const { work, now } = call;
    const [own, cluster, roles] = await Promise.all([this.own.hold({ clusterId, memberId }, call), this.clusters.find(work, clusterId), this.roles.heldBy(work, memberId)]);
    if (isRefusal(own)) return own;
    if (!cluster) return refuse(NotFound);
    const departed = depart(own.member, cluster.rules, now);
    if (isRefusal(departed)) return departed;
    if (departed.state.state === 'left') await this.roles.end(work, roles, now);
    else work.schedule({ name: 'membership.member.leave', subject: memberId, dueAt: departed.state.leavesAt });
    return showMember(this.members.keep(work, own.member, departed));
  }
}
