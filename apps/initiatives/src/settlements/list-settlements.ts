import { listSettlements as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { shownSettlement } from './settlements.js';

@Handles(contract)
export class ListSettlements {
  constructor(private readonly initiatives: Initiatives) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const [initiative, page] = await Promise.all([
      this.initiatives.find(work, request.initiativeId),
      listPage(work, request, { select: shownSettlement, from: 'settlement s', where: 's.initiative_id = $1', values: [request.initiativeId], key: 's.number', numbered: true, order: 'descending' }),
    ]);
    return initiative ? page : refuse(NotFound);
  }
}
