import { AlreadyMember, declareReadiness as contract, NoMandate, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Clusters } from '../clusters/clusters.js';
import { Mandates } from '../mandates/mandates.js';
import { Parties } from '../parties/parties.js';
import { declareReadiness } from './member.js';
import { Members, showMember } from './members.js';

@Handles(contract)
export class DeclareReadiness {
  constructor(
    private readonly clusters: Clusters,
    private readonly parties: Parties,
    private readonly mandates: Mandates,
    private readonly members: Members,
  ) {}

  async handle({ clusterId, partyId }: RequestOf<typeof contract>, { work, accountId, now }: Call) {
    const [cluster, party, represents] = await Promise.all([
      this.clusters.find(work, clusterId),
      this.parties.find(work, partyId),
      this.mandates.represents(work, accountId, partyId),
    ]);
    if (!cluster) return refuse(NotFound);
    if (!party || !represents) return refuse(NoMandate);
    work.refuseWhenTaken('member_party', refuse(AlreadyMember));
    return showMember(this.members.add(work, declareReadiness(newId(), clusterId, party, now)));
  }
}
