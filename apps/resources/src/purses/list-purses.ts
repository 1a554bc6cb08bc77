import { listPurses as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { homeOf } from '../directory/home.js';
import { filteredBy } from '../lists/filtered-by.js';
import { pursesAsTheyAre, shownPurse } from './purses.js';

@Handles(contract)
export class ListPurses {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { initiativeId } = request;
    return listPage(work, request, { select: shownPurse, from: pursesAsTheyAre, ...filteredBy({ 'p.cluster_id': homeOf(work), 'p.initiative_id': initiativeId }), key: 'p.id', order: 'ascending' });
  }
}
