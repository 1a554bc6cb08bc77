import { listCharterAcceptances as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { shownAcceptance } from './acceptances.js';

@Handles(contract)
export class ListCharterAcceptances {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listPage(work, request, {
      select: shownAcceptance,
      from: 'charter_acceptance a',
      where: 'a.cluster_id = $1 AND a.number = $2',
      values: [request.clusterId, request.number],
      key: 'a.member_id',
      order: 'ascending',
    });
  }
}
