import { listPurses as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { pursesAsTheyAre, shownPurse } from './purses.js';

@Handles(contract)
export class ListPurses {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { clusterId, initiativeId = null } = request;
    return listPage(work, request, {
      select: shownPurse, from: pursesAsTheyAre, where: 'p.cluster_id = $1 AND ($2::uuid IS NULL OR p.initiative_id = $2)', values: [clusterId, initiativeId], key: 'p.id', order: 'ascending',
    });
  }
}
