import { listFiles as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';

@Handles(contract)
export class ListFiles {
  async handle({ clusterId, ...page }: RequestOf<typeof contract>, { work, member }: Call) {
    const { memberId } = await member;
    return listPage(work, page, {
      select: 'sha256, cluster_id AS "clusterId", name, size, media_type AS "mediaType", kept_by AS "keptBy", instant(kept_at) AS "keptAt"',
      from: 'file',
      where: 'cluster_id = $1 AND kept_by = $2',
      values: [clusterId, memberId],
      key: 'id',
      order: 'descending',
    });
  }
}
