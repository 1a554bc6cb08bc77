import { listMatterInterests as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { listOfMatter } from '../matters/list-of-matter.js';
import { Matters } from '../matters/matters.js';
import { shownInterest } from './interests.js';

@Handles(contract)
export class ListMatterInterests {
  constructor(private readonly matters: Matters) {}

  handle(request: RequestOf<typeof contract>, { work }: Call) {
    return listOfMatter(this.matters, work, request, { select: shownInterest, from: 'interest i', where: 'i.matter_id = $1', key: 'i.id', order: 'ascending' });
  }
}
