import { listMandates as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Mandates, shownMandate } from './mandates.js';

@Handles(contract)
export class ListMandates {
  constructor(private readonly mandates: Mandates) {}

  async handle(request: RequestOf<typeof contract>, { work, accountId }: Call) {
    const [acts, page] = await Promise.all([
      this.mandates.acts(work, accountId, request.partyId),
      listPage(work, request, {
        select: shownMandate,
        from: 'mandate',
        where: 'party_id = $1 AND ($2::text IS NULL OR state = $2)',
        values: [request.partyId, request.state ?? null],
        key: 'id',
        order: 'ascending',
      }),
    ]);
    return acts ? page : refuse(NotFound);
  }
}
