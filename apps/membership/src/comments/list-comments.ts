import { listComments as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { listOfMatter } from '../matters/list-of-matter.js';
import { Matters } from '../matters/matters.js';
import { shownComment } from './comments.js';

@Handles(contract)
export class ListComments {
  constructor(private readonly matters: Matters) {}

  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listOfMatter(this.matters, work, request, {
      select: shownComment,
      from: 'comment c',
      where: 'c.matter_id = $1',
      key: 'c.id',
      order: 'ascending',
    });
  }
}
