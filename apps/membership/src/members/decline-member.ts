import { declineMember as contract, isRefusal, NotFound, refuse, type RequestOf, StaleVersion } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Clusters } from '../clusters/clusters.js';
import { decline } from './member.js';
import { Members, showMember } from './members.js';

@Handles(contract)
export class DeclineMember {
  constructor(
    private readonly members: Members,
    private readonly clusters: Clusters,
  ) {}

  async handle({ clusterId, memberId, reason }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [declared, cluster, { memberId: by }] = await Promise.all([this.members.hold(work, memberId), this.clusters.find(work, clusterId), member]);
    if (!declared || !cluster) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== declared.version) return refuse(StaleVersion);
    const declined = decline(declared, cluster.rules, { by, reason }, now);
    if (isRefusal(declined)) return declined;
    work.schedule({ name: 'membership.member.admit-by-silence', subject: memberId, dueAt: null });
    return showMember(this.members.keep(work, declared, declined));
  }
}
