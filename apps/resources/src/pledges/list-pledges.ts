import { listPledges as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { homeOf } from '../directory/home.js';
import { filteredBy } from '../lists/filtered-by.js';
import { shownPledge } from './pledges.js';

@Handles(contract)
export class ListPledges {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { giver, memberId, initiativeId, needId, offerId, state } = request;
    return listPage(work, request, {
      select: shownPledge,
      from: 'pledge',
      ...filteredBy({ cluster_id: homeOf(work), giver, receiver_member: memberId, receiver_initiative: initiativeId, need_id: needId, offer_id: offerId, state }),
      key: 'id',
      order: 'descending',
    });
  }
}
