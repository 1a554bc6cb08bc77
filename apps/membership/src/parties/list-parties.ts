import { listParties as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { visibleParties } from './visible-parties.js';

const shown = `id, version, kind, sphere, name, municipality, nip, regon, krs, legal_form AS "legalForm", register, activities,
  patron_party_id AS "patronPartyId", instant(patron_confirmed_at) AS "patronConfirmedAt", instant(created_at) AS "createdAt"`;

@Handles(contract)
export class ListParties {
  handle(request: RequestOf<typeof contract>, { work, accountId }: Call) {
    return listPage(work, request, {
      select: shown,
      from: 'party p',
      where: `${visibleParties} AND ($2::text IS NULL OR $2 IN (nip, regon, krs))`,
      values: [accountId, request.identifier ?? null],
      key: 'id',
      order: 'ascending',
    });
  }
}
