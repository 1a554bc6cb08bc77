import { federationId, listFederationMatters as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { shownMatter } from '../matters/matters.js';
import { atFederation } from './federation-table.js';

@Handles(contract)
export class ListFederationMatters {
  handle(request: RequestOf<typeof contract>, { work, accountId }: Call) {
    atFederation(work, accountId);
    return listPage(work, request, {
      select: shownMatter,
      from: 'matter m',
      where: 'm.cluster_id = $1 AND ($2::text IS NULL OR m.state = $2)',
      values: [federationId, request.state ?? null],
      key: 'm.id',
      order: 'descending',
    });
  }
}
