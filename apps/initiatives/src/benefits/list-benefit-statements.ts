import { listBenefitStatements as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { shownStatement } from './benefits.js';

@Handles(contract)
export class ListBenefitStatements {
  constructor(private readonly initiatives: Initiatives) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const [initiative, page] = await Promise.all([
      this.initiatives.find(work, request.initiativeId),
      listPage(work, request, { select: shownStatement, from: 'benefit_statement', where: 'initiative_id = $1', values: [request.initiativeId], key: 'member_id', order: 'ascending' }),
    ]);
    return initiative ? page : refuse(NotFound);
  }
}
