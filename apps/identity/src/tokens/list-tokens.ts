import { listTokens as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';

@Handles(contract)
export class ListTokens {
  handle(request: RequestOf<typeof contract>, { work, accountId }: Call) {
    return listPage(work, request, {
      select: 'id, version, name, scopes, instant(created_at) AS "createdAt", instant(expires_at) AS "expiresAt"',
      from: 'access_token',
      where: 'account_id = $1 AND revoked_at IS NULL',
      values: [accountId],
      key: 'id',
      order: 'ascending',
    });
  }
}
