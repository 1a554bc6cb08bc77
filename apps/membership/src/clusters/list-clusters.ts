import { listClusters as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';

const shown = `id, version, name, purpose, municipality, state, charter_number AS "charterNumber", rules, instant(created_at) AS "createdAt"`;

@Handles(contract)
export class ListClusters {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listPage(work, request, { select: shown, from: 'cluster', key: 'id', order: 'ascending' });
  }
}
