import { listOffers as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';

const shown = `id, version, cluster_id AS "clusterId", member_id AS "memberId", kind, category, title, description, sharing, quantity, amount, hours_per_day AS "hoursPerDay",
  from_day AS "from", until_day AS "until", windows, conditions, municipality, visibility, state, instant(created_at) AS "createdAt", instant(published_at) AS "publishedAt"`;

@Handles(contract)
export class ListOffers {
  async handle(request: RequestOf<typeof contract>, { work, member }: Call) {
    const { memberId: acting } = await member;
    const { clusterId, kind = null, category = null, state = null, memberId = null } = request;
    return listPage(work, request, {
      select: shown,
      from: 'offer',
      where: `cluster_id = $1 AND (state NOT IN ('draft', 'paused') OR member_id = $2) AND ($3::text IS NULL OR kind = $3) AND ($4::text IS NULL OR category = $4)
        AND ($5::text IS NULL OR state = $5) AND ($6::uuid IS NULL OR member_id = $6)`,
      values: [clusterId, acting, kind, category, state, memberId],
      key: 'id',
      order: 'descending',
    });
  }
}
