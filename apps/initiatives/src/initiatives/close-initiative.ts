import { BenefitsUnstated, closeInitiative as contract, isRefusal, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Costs } from '../costs/costs.js';
import { isActing } from '../partners/partner.js';
import { namesOf, Partners } from '../partners/partners.js';
import { Readinesses } from '../readiness/readinesses.js';
import { Tasks } from '../tasks/tasks.js';
import { close } from './initiative.js';
import { Initiatives } from './initiatives.js';

@Handles(contract)
export class CloseInitiative {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly costs: Costs,
    private readonly tasks: Tasks,
    private readonly readinesses: Readinesses,
  ) {}

  /** What could come in meanwhile is kept out before it is looked at: costs, tasks, and whatever changes the partnership. */
  async handle({ initiativeId }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    this.costs.takeAlone(work, initiativeId);
    this.tasks.takeAlone(work, initiativeId);
    const [initiative, everybody, ending, { memberId }] = await Promise.all([
      this.initiatives.hold(work, initiativeId, expectedVersion),
      this.partners.everybody(work, initiativeId),
      this.readinesses.ending(work, initiativeId),
      member,
    ]);
    if (isRefusal(initiative)) return initiative;
    const closed = close(initiative, everybody, ending, memberId, now);
    if (isRefusal(closed)) return closed;
    const acting = everybody.filter(isActing).map((partner) => partner.memberId);
    work.refuseWhenTaken('benefits_unstated', refuse(BenefitsUnstated, { missing: namesOf(everybody, acting).join(', ') }));
    return this.initiatives.keep(work, initiative, closed);
  }
}
