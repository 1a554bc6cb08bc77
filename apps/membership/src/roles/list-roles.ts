import { listRoles as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { shownRole } from './roles.js';

@Handles(contract)
export class ListRoles {
  handle(request: RequestOf<typeof contract>, { work, now }: Call) {
    return listPage(work, request, {
      select: shownRole,
      from: 'role r',
      where: 'r.cluster_id = $1 AND ($2 OR (r.ended_at IS NULL AND r.until > $3))',
      values: [request.clusterId, request.term === 'any', now],
      key: 'r.id',
      order: 'ascending',
    });
  }
}
