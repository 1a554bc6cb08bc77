import { listSeats as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';

@Handles(contract)
export class ListSeats {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listPage(work, request, {
      select: 's.id, s.member_id AS "memberId", p.id AS "partyId", p.name AS "partyName", s.weight, instant(s.since) AS since',
      from: 'seat s JOIN member m ON m.id = s.member_id JOIN party p ON p.id = m.party_id',
      where: 's.cluster_id = $1',
      values: [request.clusterId],
      key: 's.id',
      order: 'ascending',
    });
  }
}
