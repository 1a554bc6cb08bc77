import { listFederationElectorate as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { listOfMatter } from '../matters/list-of-matter.js';
import { Matters } from '../matters/matters.js';
import { atFederation } from './federation-table.js';

@Handles(contract)
export class ListFederationElectorate {
  constructor(private readonly matters: Matters) {}

  handle(request: RequestOf<typeof contract>, { work, accountId }: Call) {
    atFederation(work, accountId);
    return listOfMatter(this.matters, work, request, {
      select: 'c.id AS "clusterId", c.name, b.choice IS NOT NULL AS "hasVoted"',
      from: 'ballot b JOIN cluster c ON c.id = b.member_id',
      where: 'b.matter_id = $1',
      key: 'b.member_id',
      order: 'ascending',
    });
  }
}
