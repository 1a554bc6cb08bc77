import { ClusterDissolved, excludeMember as contract, ExclusionUnderWay, Forbidden, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Clusters } from '../clusters/clusters.js';
import { showMatter } from '../matters/matters.js';
import { mayBeExcluded } from './member.js';
import { exclusionOf, MemberMatters } from './member-matters.js';
import { Members } from './members.js';

/** Puts it on the table; who is concerned is heard there before anybody votes. */
@Handles(contract)
export class ExcludeMember {
  constructor(
    private readonly members: Members,
    private readonly clusters: Clusters,
    private readonly matters: MemberMatters,
  ) {}

  async handle({ clusterId, memberId, reason }: RequestOf<typeof contract>, { work, member, now }: Call) {
    // Who holds the member sees an exclusion that was put on the table just before.
    const [concerned, underWay, cluster, { memberId: by }] = await Promise.all([
      this.members.hold(work, memberId),
      this.matters.exclusionUnderWay(work, memberId),
      this.clusters.find(work, clusterId),
      member,
    ]);
    if (!concerned || !cluster) return refuse(NotFound);
    // Whoever wants to go leaves; nobody excludes itself.
    if (by === memberId) return refuse(Forbidden);
    if (cluster.state === 'dissolved') return refuse(ClusterDissolved);
    const wrong = mayBeExcluded(concerned);
    if (wrong) return wrong;
    if (underWay) return refuse(ExclusionUnderWay, { matterId: underWay });
    return showMatter(this.matters.put(work, newId(), exclusionOf(concerned, { by, reason }, cluster.rules), cluster.rules, now));
  }
}
