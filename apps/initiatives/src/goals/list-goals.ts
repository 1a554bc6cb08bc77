import { listGoals as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';

const shown = `id, version, cluster_id AS "clusterId", initiative_id AS "initiativeId", member_id AS "memberId", visible_to AS "visibleTo", title, indicator, unit,
  trim_scale(baseline)::text AS baseline, trim_scale(target)::text AS target, due, state, latest, set_by AS "setBy", instant(set_at) AS "setAt", instant(ended_at) AS "endedAt", reason`;

@Handles(contract)
export class ListGoals {
  constructor(private readonly initiatives: Initiatives) {}

  /** The rule of `sees`, as SQL: what a member may not see is not listed. */
  async handle(request: RequestOf<typeof contract>, { work, member }: Call) {
    const [initiative, { memberId }] = await Promise.all([this.initiatives.find(work, request.initiativeId), member]);
    if (!initiative) return refuse(NotFound);
    return listPage(work, request, {
      select: shown,
      from: 'goal',
      where: `initiative_id = $1 AND ($2::text IS NULL OR state = $2) AND (visible_to = 'cluster' OR member_id = $3
        OR (visible_to = 'partners' AND EXISTS (SELECT FROM initiative_partner p WHERE p.initiative_id = $1 AND p.member_id = $3 AND p.state IN ('partner', 'leaving'))))`,
      values: [request.initiativeId, request.state ?? null, memberId],
      key: 'id',
      order: 'ascending',
    });
  }
}
