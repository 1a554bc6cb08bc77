import { listSeats as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';

@Handles(contract)
export class ListSeats {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listPage(work, request, {
      select: 's.id, s.member_id AS "memberId", m.party_id AS "partyId", m.party_name AS "partyName", s.weight, instant(s.since) AS since',
      from: 'seat s JOIN member m ON m.id = s.member_id',
      where: 's.cluster_id = $1',
      values: [request.clusterId],
      key: 's.id',
      order: 'ascending',
    });
  }
}
