import { NotFound, refuse, type Refusal, StaleVersion } from '@klaster/contracts';
import { type Call, civilDay } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { type Partner } from '../partners/partner.js';
import { Partners } from '../partners/partners.js';
import { type Acting, type Goal, sees } from './goal.js';
import { Goals } from './goals.js';

interface Seen {
  readonly goal: Goal;
  readonly partners: readonly Partner[];
  readonly acting: Acting;
}

/** Goals as the acting member may see them: what it may not see is not there for it. */
@Injectable()
export class OwnGoals {
  constructor(
    private readonly goals: Goals,
    private readonly partners: Partners,
  ) {}

  async see({ initiativeId, goalId }: { readonly initiativeId: string; readonly goalId: string }, { work, member, now, expectedVersion }: Call): Promise<Seen | Refusal<'not-found' | 'stale-version'>> {
    const [goal, partners, { memberId }] = await Promise.all([this.goals.find(work, goalId), this.partners.of(work, initiativeId), member]);
    if (goal?.initiativeId !== initiativeId || !sees(goal, partners, memberId)) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== goal.version) return refuse(StaleVersion);
    return { goal, partners, acting: { memberId, now, today: civilDay(now) } };
  }
}
