import { NotFound, refuse, type Refusal } from '@klaster/contracts';
import { type Call, civilDay } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { Agreements } from '../agreements/agreements.js';
import type { Acting } from '../goals/goal.js';
import { Initiatives } from '../initiatives/initiatives.js';
import { Partners } from '../partners/partners.js';
import type { PlanGround } from './budget.js';
import { Budgets } from './budgets.js';

/** What lines of a budget depend on, found in one flight. */
@Injectable()
export class PlanGrounds {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly agreements: Agreements,
    private readonly budgets: Budgets,
  ) {}

  /** @param lineId the line that is to be changed */
  async of(initiativeId: string, lineId: string | null, { work, member, now }: Call): Promise<(PlanGround & { readonly acting: Acting }) | Refusal<'not-found'>> {
    const [initiative, partners, versions, planned, { memberId }] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      this.partners.of(work, initiativeId),
      this.agreements.inForce(work, initiativeId),
      this.budgets.currencyOf(work, initiativeId, lineId),
      member,
    ]);
    if (!initiative) return refuse(NotFound);
    return { initiative, partners, currency: versions.at(-1)?.terms.currency ?? planned, acting: { memberId, now, today: civilDay(now) } };
  }
}
