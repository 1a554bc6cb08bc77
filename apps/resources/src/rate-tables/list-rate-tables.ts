import { listRateTables as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';

const shown = `id, version, cluster_id AS "clusterId", name, basis, currency, opened_by AS "openedBy", instant(opened_at) AS "openedAt", versions`;

@Handles(contract)
export class ListRateTables {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listPage(work, request, { select: shown, from: 'rate_table', where: 'cluster_id = $1', values: [request.clusterId], key: 'id', order: 'descending' });
  }
}
