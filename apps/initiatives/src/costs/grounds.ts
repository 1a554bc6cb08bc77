import { NotFound, refuse, type Refusal } from '@klaster/contracts';
import { type Call, civilDay } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { Budgets } from '../budgets/budgets.js';
import type { Acting } from '../goals/goal.js';
import { KnownInitiatives } from '../initiatives/known-initiatives.js';
import type { Ground } from './cost.js';

/** What entries depend on, found in one flight, or remembered. */
@Injectable()
export class Grounds {
  constructor(
    private readonly initiatives: KnownInitiatives,
    private readonly budgets: Budgets,
  ) {}

  async of(initiativeId: string, budgetLineId: string | undefined, { work, member, now }: Call): Promise<(Ground & { readonly acting: Acting }) | Refusal<'not-found'>> {
    const [known, line, { memberId }] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      budgetLineId === undefined ? undefined : this.budgets.find(work, budgetLineId),
      member,
    ]);
    if (!known) return refuse(NotFound);
    const budgetLine = line?.initiativeId === initiativeId ? line : undefined;
    return { ...known, budgetLine, acting: { memberId, now, today: civilDay(now) } };
  }
}
