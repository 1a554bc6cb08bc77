import { listLessons as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { shownLesson } from './lessons.js';

@Handles(contract)
export class ListLessons {
  constructor(private readonly initiatives: Initiatives) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { initiativeId } = request;
    const [initiative, page] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      listPage(work, request, { select: shownLesson, from: 'lesson', where: 'initiative_id = $1', values: [initiativeId], key: 'id', order: 'ascending' }),
    ]);
    return initiative ? page : refuse(NotFound);
  }
}
