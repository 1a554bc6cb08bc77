import { listMyMemberships as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { shownMember } from './members.js';

/** No cluster is entered here: row security shows an account the memberships of its own parties. */
@Handles(contract)
export class ListMyMemberships {
  handle(request: RequestOf<typeof contract>, { work, accountId, now }: Call) {
    return listPage(work, request, {
      select: shownMember,
      from: 'member m',
      where: 'm.party_id IN (SELECT d.party_id FROM directory_mandate d WHERE d.account_id = $1 AND d.valid_from <= $2 AND (d.valid_until IS NULL OR d.valid_until > $2))',
      values: [accountId, now],
      key: 'm.id',
      order: 'ascending',
    });
  }
}
