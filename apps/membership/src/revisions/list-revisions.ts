import { listRevisions as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { listOfMatter } from '../matters/list-of-matter.js';
import { Matters } from '../matters/matters.js';
import { shownRevision } from './revisions.js';

@Handles(contract)
export class ListRevisions {
  constructor(private readonly matters: Matters) {}

  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listOfMatter(this.matters, work, request, { select: shownRevision, from: 'revision r', where: 'r.matter_id = $1', key: 'r.id', order: 'descending' });
  }
}
