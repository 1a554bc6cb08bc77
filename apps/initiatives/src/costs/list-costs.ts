import { listCosts as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { shownCost } from './costs.js';

@Handles(contract)
export class ListCosts {
  constructor(private readonly initiatives: Initiatives) {}

  /** What is not asked for is left out of the condition: otherwise a prepared statement would not come to the index of what is. */
  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { initiativeId, kind, paidBy, budgetLineId } = request;
    const asked = Object.entries({ initiative_id: initiativeId, kind, paid_by: paidBy, budget_line_id: budgetLineId }).filter(([, value]) => value !== undefined);
    const [initiative, page] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      listPage(work, request, {
        select: shownCost, from: 'cost c', where: asked.map(([column], index) => `c.${column} = $${index + 1}`).join(' AND '), values: asked.map(([, value]) => value), key: 'c.id', order: 'descending',
      }),
    ]);
    return initiative ? page : refuse(NotFound);
  }
}
