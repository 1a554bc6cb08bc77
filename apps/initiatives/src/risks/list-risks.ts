import { listRisks as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { shownRisk } from './risks.js';

@Handles(contract)
export class ListRisks {
  constructor(private readonly initiatives: Initiatives) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { initiativeId, state = null } = request;
    const [initiative, page] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      listPage(work, request, { select: shownRisk, from: 'risk', where: 'initiative_id = $1 AND ($2::text IS NULL OR state = $2)', values: [initiativeId, state], key: 'id', order: 'ascending' }),
    ]);
    return initiative ? page : refuse(NotFound);
  }
}
