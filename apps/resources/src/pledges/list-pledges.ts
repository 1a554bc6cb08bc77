import { listPledges as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { filteredBy } from '../lists/filtered-by.js';
import { shownPledge } from './pledges.js';

@Handles(contract)
export class ListPledges {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { clusterId, giver, memberId, initiativeId, needId, offerId, state } = request;
    return listPage(work, request, {
      select: shownPledge,
      from: 'pledge',
      ...filteredBy({ cluster_id: clusterId, giver, receiver_member: memberId, receiver_initiative: initiativeId, need_id: needId, offer_id: offerId, state }),
      key: 'id',
      order: 'descending',
    });
  }
}
