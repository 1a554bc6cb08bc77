import { listMatters as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { shownMatter } from './matters.js';

@Handles(contract)
export class ListMatters {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listPage(work, request, {
      select: shownMatter,
      from: 'matter m',
      where: 'm.cluster_id = $1 AND ($2::text IS NULL OR m.state = $2) AND ($3::text IS NULL OR m.kind = $3)',
      values: [request.clusterId, request.state ?? null, request.kind ?? null],
      key: 'm.id',
      order: 'descending',
    });
  }
}
