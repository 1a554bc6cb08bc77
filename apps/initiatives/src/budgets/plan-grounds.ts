import { NotFound, refuse, type Refusal } from '@klaster/contracts';
import { type Call, civilDay } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import type { Acting } from '../goals/goal.js';
import { KnownInitiatives } from '../initiatives/known-initiatives.js';
import type { PlanGround } from './budget.js';
import { Budgets } from './budgets.js';

/** What lines of a budget depend on, found in one flight, or remembered. */
@Injectable()
export class PlanGrounds {
  constructor(
    private readonly initiatives: KnownInitiatives,
    private readonly budgets: Budgets,
  ) {}

  /** @param lineId the line that is to be changed */
  async of(initiativeId: string, lineId: string | null, { work, member, now }: Call): Promise<(PlanGround & { readonly acting: Acting }) | Refusal<'not-found'>> {
    const [known, planned, { memberId }] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      this.budgets.currencyOf(work, initiativeId, lineId),
      member,
    ]);
    if (!known) return refuse(NotFound);
    const { initiative, partners, versions } = known;
    return { initiative, partners, currency: versions.at(-1)?.terms.currency ?? planned, acting: { memberId, now, today: civilDay(now) } };
  }
}
