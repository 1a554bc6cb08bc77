import { AlreadyMember, declareReadiness as contract, isRefusal, NoMandate, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Clusters } from '../clusters/clusters.js';
import { Parties } from '../parties/parties.js';
import type { Party } from '../parties/party.js';
import { declareReadiness } from './member.js';
import { Members, showMember } from './members.js';
import { OwnMembership } from './own-membership.js';

@Handles(contract)
export class DeclareReadiness {
  constructor(
    private readonly clusters: Clusters,
    private readonly parties: Parties,
    private readonly own: OwnMembership,
    private readonly members: Members,
  ) {}

  async handle({ clusterId, partyId }: RequestOf<typeof contract>, { work, accountId, now }: Call) {
    work.hold();
    const [cluster, [party], mandate] = await Promise.all([
      this.clusters.find(work, clusterId),
      // What is said of it is kept with the member: it does not change meanwhile.
      work.query<Party>(`SELECT ${this.parties.columns} FROM party WHERE id = $1 FOR KEY SHARE`, [partyId]),
      this.own.represents(work, partyId, accountId),
    ]);
    if (!cluster) return refuse(NotFound);
    if (!party || !mandate) return refuse(NoMandate);
    const declared = declareReadiness(newId(), cluster, party, now);
    if (isRefusal(declared)) return declared;
    work.refuseWhenTaken('member_party', refuse(AlreadyMember));
    work.actFor(declared.state.id, mandate.id);
    return showMember(this.members.add(work, declared));
  }
}
