import { listInitiativeJournal as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';

/** What everybody may know of an entry: its account stays out of it. */
const shown = `told ->> 'id' AS id, type, subject, told ->> 'time' AS at, told ->> 'memberid' AS "memberId", told ->> 'mandateid' AS "mandateId", told -> 'data' AS data`;

@Handles(contract)
export class ListInitiativeJournal {
  constructor(private readonly initiatives: Initiatives) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { initiativeId } = request;
    const [initiative, page] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      listPage(work, request, {
        select: shown, from: 'journal, LATERAL (SELECT envelope::json AS told) AS read', where: 'about = $1', values: [initiativeId], key: 'journal.id', numbered: true, order: 'descending',
      }),
    ]);
    return initiative ? page : refuse(NotFound);
  }
}
