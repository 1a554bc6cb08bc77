import { admitMember as contract, isRefusal, NoMandate, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, findStanding, Handles } from '@klaster/service-kit';
import { Mandates } from '../mandates/mandates.js';
import { Parties } from '../parties/parties.js';
import { admit } from './member.js';
import { Members, showMember } from './members.js';

@Handles(contract)
export class AdmitMember {
  constructor(
    private readonly members: Members,
    private readonly parties: Parties,
    private readonly mandates: Mandates,
  ) {}

  async handle({ clusterId, memberId }: RequestOf<typeof contract>, { work, accountId, now, expectedVersion }: Call) {
    const declared = await this.members.find(work, memberId);
    const party = declared && (await this.parties.find(work, declared.partyId));
    if (!party) return refuse(NotFound);
    if (!(await this.mandates.represents(work, accountId, party.id))) {
      // Only who sits at this table may know that there is such a declaration.
      const standing = await findStanding(work, clusterId, accountId, undefined, 'read');
      return refuse(isRefusal(standing) ? NotFound : NoMandate);
    }
    const admitted = await this.members.change(work, memberId, expectedVersion, (member) => admit(member, party, newId(), now));
    return isRefusal(admitted) ? admitted : showMember(admitted);
  }
}
