import { listMyMandates as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { shownMandate } from './mandates.js';

@Handles(contract)
export class ListMyMandates {
  handle(request: RequestOf<typeof contract>, { work, accountId }: Call) {
    return listPage(work, request, {
      select: shownMandate,
      from: 'mandate',
      where: 'account_id = $1 AND ($2::text IS NULL OR state = $2)',
      values: [accountId, request.state ?? null],
      key: 'id',
      order: 'ascending',
    });
  }
}
