import { listFederationComments as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { shownComment } from '../comments/comments.js';
import { listOfMatter } from '../matters/list-of-matter.js';
import { Matters } from '../matters/matters.js';
import { atFederation } from './federation-table.js';

@Handles(contract)
export class ListFederationComments {
  constructor(private readonly matters: Matters) {}

  handle(request: RequestOf<typeof contract>, { work, accountId }: Call) {
    atFederation(work, accountId);
    return listOfMatter(this.matters, work, request, { select: shownComment, from: 'comment c', where: 'c.matter_id = $1', key: 'c.id', order: 'ascending' });
  }
}
