import { listBudgetLines as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { linesAsTheyStand, shownLine } from './budgets.js';

@Handles(contract)
export class ListBudgetLines {
  constructor(private readonly initiatives: Initiatives) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const [initiative, page] = await Promise.all([
      this.initiatives.find(work, request.initiativeId),
      listPage(work, request, { select: shownLine, from: linesAsTheyStand, where: 'b.initiative_id = $1', values: [request.initiativeId], key: 'b.id', order: 'ascending' }),
    ]);
    return initiative ? page : refuse(NotFound);
  }
}
