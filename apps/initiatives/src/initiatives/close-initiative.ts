import { closeInitiative as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Costs } from '../costs/costs.js';
import { Partners } from '../partners/partners.js';
import { Readinesses } from '../readiness/readinesses.js';
import { tasksOf } from '../tasks/tasks.js';
import { close } from './initiative.js';
import { Initiatives } from './initiatives.js';

@Handles(contract)
export class CloseInitiative {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly readinesses: Readinesses,
    private readonly costs: Costs,
  ) {}

  /** Nobody adds costs or tasks, and nobody comes or goes, while it is looked whether anything is open. */
  async handle({ initiativeId }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    this.costs.takeAlone(work, initiativeId);
    work.lock(tasksOf(initiativeId), 'exclusive');
    const [initiative, everybody, ending, { memberId }] = await Promise.all([
      this.initiatives.hold(work, initiativeId, expectedVersion),
      this.partners.everybody(work, initiativeId),
      this.readinesses.ending(work, initiativeId),
      member,
    ]);
    if (isRefusal(initiative)) return initiative;
    const closed = close(initiative, everybody, ending, memberId, now);
    if (isRefusal(closed)) return closed;
    return this.initiatives.keep(work, initiative, closed);
  }
}
