import { listMyMemberships as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { shownMember } from './members.js';

/** No cluster is entered here: row security shows an account the memberships of its own parties. */
@Handles(contract)
export class ListMyMemberships {
  handle(request: RequestOf<typeof contract>, { work, accountId }: Call) {
    return listPage(work, request, {
      select: shownMember,
      from: 'member m',
      where: 'm.party_id IN (SELECT d.party_id FROM mandate d WHERE d.account_id = $1)',
      values: [accountId],
      key: 'm.id',
      order: 'ascending',
    });
  }
}
