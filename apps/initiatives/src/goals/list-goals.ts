import { listGoals as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { seenBy, shownGoal } from './goals.js';

@Handles(contract)
export class ListGoals {
  constructor(private readonly initiatives: Initiatives) {}

  /** What a member may not see is not listed. */
  async handle(request: RequestOf<typeof contract>, { work, member }: Call) {
    const [initiative, { memberId }] = await Promise.all([this.initiatives.find(work, request.initiativeId), member]);
    if (!initiative) return refuse(NotFound);
    return listPage(work, request, {
      select: shownGoal,
      from: 'goal',
      where: `initiative_id = $1 AND ($2::text IS NULL OR state = $2) AND ${seenBy('$3')}`,
      values: [request.initiativeId, request.state ?? null, memberId],
      key: 'id',
      order: 'ascending',
    });
  }
}
