import { listElectorate as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { representativeOf } from '../delegations/is-represented.js';
import { interestsOf } from '../interests/interests-beside.js';
import { listOfMatter } from '../matters/list-of-matter.js';
import { Matters } from '../matters/matters.js';

/** Who may vote, and who has: what they have chosen is shown when voting has closed. */
@Handles(contract)
export class ListElectorate {
  constructor(private readonly matters: Matters) {}

  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listOfMatter(this.matters, work, request, {
      select: `b.member_id AS "memberId", e.party_name AS "partyName", b.choice IS NOT NULL OR b.blinded_sha256 IS NOT NULL AS "hasVoted",
        ${representativeOf('b.member_id', 'b.matter_id')} AS "representedBy", ${interestsOf('b.member_id', 'm')} AS interest`,
      from: 'ballot b JOIN matter m ON m.id = b.matter_id JOIN member e ON e.id = b.member_id',
      where: 'b.matter_id = $1',
      key: 'b.member_id',
      order: 'ascending',
    });
  }
}
