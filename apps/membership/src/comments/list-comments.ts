import { listComments as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { listOfMatter } from '../matters/list-of-matter.js';
import { Matters } from '../matters/matters.js';

@Handles(contract)
export class ListComments {
  constructor(private readonly matters: Matters) {}

  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listOfMatter(this.matters, work, request, {
      select: `c.id, c.version, c.cluster_id AS "clusterId", c.matter_id AS "matterId", c.member_id AS "memberId", c.text, c.proposes, c.replies_to AS "repliesTo", instant(c.said_at) AS "saidAt"`,
      from: 'comment c',
      where: 'c.matter_id = $1',
      key: 'c.id',
      order: 'ascending',
    });
  }
}
