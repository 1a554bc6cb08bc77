import { listMembers as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { shownMember } from './members.js';

@Handles(contract)
export class ListMembers {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listPage(work, request, {
      select: shownMember,
      from: 'member m',
      where: 'm.cluster_id = $1 AND ($2::text IS NULL OR m.state = $2)',
      values: [request.clusterId, request.state ?? null],
      key: 'm.id',
      order: 'ascending',
    });
  }
}
