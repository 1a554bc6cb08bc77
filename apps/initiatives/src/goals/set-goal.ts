import { isRefusal, NotFound, refuse, type RequestOf, setGoal as contract } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, civilDay, Handles } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { Partners } from '../partners/partners.js';
import { setGoal } from './goal.js';
import { Goals } from './goals.js';

@Handles(contract)
export class SetGoal {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly goals: Goals,
  ) {}

  async handle({ clusterId: _, initiativeId, autonomous, visibleTo, ...aim }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [initiative, partners, { memberId }] = await Promise.all([this.initiatives.find(work, initiativeId), this.partners.of(work, initiativeId), member]);
    if (!initiative) return refuse(NotFound);
    const decision = setGoal(newId(), initiative, partners, aim, { autonomous, visibleTo }, { memberId, now, today: civilDay(now) });
    if (isRefusal(decision)) return decision;
    this.goals.watch(work, decision.state);
    return this.goals.add(work, decision);
  }
}
