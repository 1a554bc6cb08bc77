import { listTasks as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { shownTask } from './tasks.js';

@Handles(contract)
export class ListTasks {
  constructor(private readonly initiatives: Initiatives) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { initiativeId, state = null, responsible = null } = request;
    const [initiative, page] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      listPage(work, request, {
        select: shownTask, from: 'task', where: 'initiative_id = $1 AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR $3 = ANY (responsible))', values: [initiativeId, state, responsible],
        key: 'id', order: 'ascending',
      }),
    ]);
    return initiative ? page : refuse(NotFound);
  }
}
