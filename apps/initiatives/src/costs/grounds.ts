import { NotFound, refuse, type Refusal } from '@klaster/contracts';
import { type Call, civilDay } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { Agreements } from '../agreements/agreements.js';
import { Budgets } from '../budgets/budgets.js';
import type { Acting } from '../goals/goal.js';
import { Initiatives } from '../initiatives/initiatives.js';
import { Partners } from '../partners/partners.js';
import type { Ground } from './cost.js';

/** What entries depend on, found in one flight. */
@Injectable()
export class Grounds {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly agreements: Agreements,
    private readonly budgets: Budgets,
  ) {}

  async of(initiativeId: string, budgetLineId: string | undefined, { work, member, now }: Call): Promise<(Ground & { readonly acting: Acting }) | Refusal<'not-found'>> {
    const [initiative, partners, versions, line, { memberId }] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      this.partners.everybody(work, initiativeId),
      this.agreements.inForce(work, initiativeId),
      budgetLineId === undefined ? undefined : this.budgets.find(work, budgetLineId),
      member,
    ]);
    if (!initiative) return refuse(NotFound);
    const budgetLine = line?.initiativeId === initiativeId ? line : undefined;
    return { initiative, partners, versions, budgetLine, acting: { memberId, now, today: civilDay(now) } };
  }
}
