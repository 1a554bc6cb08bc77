import { listMandates as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';

@Handles(contract)
export class ListMandates {
  async handle(request: RequestOf<typeof contract>, { work, accountId }: Call) {
    const [own] = await work.query('SELECT 1 AS held FROM mandate WHERE party_id = $1 AND account_id = $2 LIMIT 1', [request.partyId, accountId]);
    if (!own) return refuse(NotFound);
    return listPage(work, request, {
      select: 'id, party_id AS "partyId", account_id AS "accountId", scopes, state, instant(valid_from) AS "validFrom", instant(valid_until) AS "validUntil", instant(ended_at) AS "endedAt"',
      from: 'mandate',
      where: 'party_id = $1',
      values: [request.partyId],
      key: 'id',
      order: 'ascending',
    });
  }
}
