import { listDelegations as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { listOfMatter } from '../matters/list-of-matter.js';
import { Matters } from '../matters/matters.js';
import { shownDelegation } from './delegations.js';

@Handles(contract)
export class ListDelegations {
  constructor(private readonly matters: Matters) {}

  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listOfMatter(this.matters, work, request, { select: shownDelegation, from: 'delegation', where: 'matter_id = $1', key: 'id', order: 'ascending' });
  }
}
