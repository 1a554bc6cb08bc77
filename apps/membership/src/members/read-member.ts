import { isRefusal, NotFound, readMember as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, findStanding, Handles } from '@klaster/service-kit';
import { Mandates } from '../mandates/mandates.js';
import { Parties } from '../parties/parties.js';
import { Members, showMember } from './members.js';

/** For the members of the cluster, and for the party itself while it waits to be admitted. */
@Handles(contract)
export class ReadMember {
  constructor(
    private readonly members: Members,
    private readonly parties: Parties,
    private readonly mandates: Mandates,
  ) {}

  async handle({ clusterId, memberId }: RequestOf<typeof contract>, { work, accountId }: Call) {
    const member = await this.members.find(work, memberId);
    const party = member && (await this.parties.find(work, member.partyId));
    if (!party || member.clusterId !== clusterId) return refuse(NotFound);
    const own = await this.mandates.represents(work, accountId, party.id);
    if (!own && isRefusal(await findStanding(work, clusterId, accountId, undefined, 'read'))) return refuse(NotFound);
    return showMember(member);
  }
}
