import { listNeeds as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { homeOf } from '../directory/home.js';
import { filteredBy } from '../lists/filtered-by.js';
import { shownNeed } from './needs.js';

@Handles(contract)
export class ListNeeds {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { kind, category, state, memberId, initiativeId } = request;
    return listPage(work, request, {
      select: shownNeed,
      from: 'need',
      ...filteredBy({ cluster_id: homeOf(work), kind, category, state, receiver_member: memberId, receiver_initiative: initiativeId }),
      key: 'id',
      order: 'descending',
    });
  }
}
