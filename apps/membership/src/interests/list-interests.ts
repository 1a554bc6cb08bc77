import { listInterests as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { shownInterest } from './interests.js';

@Handles(contract)
export class ListInterests {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listPage(work, request, {
      select: shownInterest,
      from: 'interest i',
      where: 'i.cluster_id = $1 AND ($2::uuid IS NULL OR i.member_id = $2)',
      values: [request.clusterId, request.memberId ?? null],
      key: 'i.id',
      order: 'ascending',
    });
  }
}
