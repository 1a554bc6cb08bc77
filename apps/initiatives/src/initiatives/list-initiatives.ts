import { listInitiatives as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';

const shown = `id, version, cluster_id AS "clusterId", title, summary, novelty, state, brought_by AS "broughtBy",
  instant(created_at) AS "createdAt", instant(started_at) AS "startedAt", instant(closing_at) AS "closingAt", instant(ended_at) AS "endedAt", reason`;

@Handles(contract)
export class ListInitiatives {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listPage(work, request, {
      select: shown,
      from: 'initiative',
      where: 'cluster_id = $1 AND ($2::text IS NULL OR state = $2)',
      values: [request.clusterId, request.state ?? null],
      key: 'id',
      order: 'descending',
    });
  }
}
