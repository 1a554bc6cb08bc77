import { listOffers as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { filteredBy } from '../lists/filtered-by.js';

const shown = `id, version, cluster_id AS "clusterId", member_id AS "memberId", kind, category, title, description, sharing, quantity, amount, hours_per_day AS "hoursPerDay",
  from_day AS "from", until_day AS "until", windows, conditions, municipality, visibility, state, instant(created_at) AS "createdAt", instant(published_at) AS "publishedAt"`;

@Handles(contract)
export class ListOffers {
  async handle(request: RequestOf<typeof contract>, { work, member }: Call) {
    const { memberId: acting } = await member;
    const { clusterId, kind, category, state, memberId } = request;
    const { where, values } = filteredBy({ cluster_id: clusterId, kind, category, state, member_id: memberId });
    return listPage(work, request, {
      select: shown,
      from: 'offer',
      where: `${where} AND (state NOT IN ('draft', 'paused') OR member_id = $${values.length + 1})`,
      values: [...values, acting],
      key: 'id',
      order: 'descending',
    });
  }
}
