import { listInitiativePartners as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';

/** For membership, when the partners of an initiative are to vote on it. */
@Handles(contract)
export class TellPartners {
  async handle({ initiativeId }: RequestOf<typeof contract>, { work }: Call) {
    const rows = await work.query<{ memberId: string }>(`SELECT member_id AS "memberId" FROM initiative_partner WHERE initiative_id = $1 AND state IN ('partner', 'leaving') ORDER BY place`, [initiativeId]);
    return { memberIds: rows.map(({ memberId }) => memberId) };
  }
}
