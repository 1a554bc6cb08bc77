import { AlreadyPartner, ClustersUndecided, isRefusal, joinInitiative as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { InitiativeClusters } from '../clusters/initiative-clusters.js';
import { Initiatives } from '../initiatives/initiatives.js';
import { join } from './partner.js';
import { Partners, showPartner } from './partners.js';

@Handles(contract)
export class JoinInitiative {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly clusters: InitiativeClusters,
  ) {}

  async handle({ clusterId, initiativeId }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [initiative, partners, absent, { memberId, partyName }] = await Promise.all([
      this.initiatives.hold(work, initiativeId),
      this.partners.everybody(work, initiativeId),
      this.clusters.absent(work, initiativeId, clusterId),
      member,
    ]);
    if (isRefusal(initiative)) return initiative;
    if (absent !== undefined) return refuse(ClustersUndecided, { missing: absent });
    // Its own table is that of the path under which it acts, whose home the initiative may not be.
    const joined = join(initiative, partners, { memberId, homeClusterId: clusterId, name: partyName }, now);
    if (isRefusal(joined)) return joined;
    work.refuseWhenTaken('initiative_partner_once', refuse(AlreadyPartner));
    this.initiatives.keep(work, initiative, joined);
    if (joined.before) this.partners.update(work, joined.partner);
    else this.partners.add(work, joined.partner);
    return showPartner(joined.partner);
  }
}
