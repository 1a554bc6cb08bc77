import { inviteCluster as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { Partners } from '../partners/partners.js';
import { invite, showCluster } from './cluster.js';
import { InitiativeClusters } from './initiative-clusters.js';

@Handles(contract)
export class InviteCluster {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly clusters: InitiativeClusters,
  ) {}

  async handle({ initiativeId, invitedClusterId }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [initiative, partners, clusters, { memberId }] = await Promise.all([
      this.initiatives.hold(work, initiativeId),
      this.partners.of(work, initiativeId),
      this.clusters.of(work, initiativeId),
      member,
    ]);
    if (isRefusal(initiative)) return initiative;
    const names = await this.clusters.names(work, [initiative.clusterId, invitedClusterId]);
    const decision = invite(initiative, partners, clusters, invitedClusterId, names, memberId, now);
    if (isRefusal(decision)) return decision;
    this.initiatives.keep(work, initiative, decision);
    for (const cluster of decision.asked) this.clusters.keep(work, cluster);
    return showCluster(decision.invited);
  }
}
