import { listRemarks as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Contributions } from '../contributions/contributions.js';
import { homeOf } from '../directory/home.js';

@Handles(contract)
export class ListRemarks {
  constructor(private readonly contributions: Contributions) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { contributionId } = request;
    const [contribution, page] = await Promise.all([
      this.contributions.find(work, contributionId),
      listPage(work, request, {
        select: 'id, contribution_id AS "contributionId", member_id AS "memberId", text, instant(made_at) AS "madeAt"',
        from: 'remark',
        where: 'cluster_id = $1 AND contribution_id = $2',
        values: [homeOf(work), contributionId],
        key: 'id',
        order: 'ascending',
      }),
    ]);
    return contribution ? page : refuse(NotFound);
  }
}
