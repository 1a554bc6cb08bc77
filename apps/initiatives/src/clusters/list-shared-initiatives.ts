import { listSharedInitiatives as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { shownCluster } from './initiative-clusters.js';

@Handles(contract)
export class ListSharedInitiatives {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listPage(work, { ...request, sort: '-invitedAt' }, {
      select: shownCluster,
      from: 'initiative_cluster',
      where: 'invited_cluster_id = $1 AND cluster_id <> $1 AND ($2::text IS NULL OR state = $2)',
      values: [request.clusterId, request.state ?? null],
      key: 'initiative_id',
      order: 'ascending',
      sorts: { invitedAt: { column: 'invited_at', type: 'instant' } },
    });
  }
}
