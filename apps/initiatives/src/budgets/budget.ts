import { accept, type BudgetLine, BudgetLineSet, CurrencyOther, type Decision, NotPartner, refuse, WrongState } from '@klaster/contracts';
import type { Acting } from '../goals/goal.js';
import type { Initiative } from '../initiatives/initiative.js';
import { isPartner, type Partner } from '../partners/partner.js';

/** What is planned. What was spent is reckoned from the costs. */
export type Planned = Omit<BudgetLine, 'spentMinor' | 'overMinor'>;
export type PlanSaid = Pick<BudgetLine, 'title' | 'category' | 'planned'>;

/** What a line depends on. */
export interface PlanGround {
  readonly initiative: Initiative;
  readonly partners: readonly Partner[];
  /** In which currency is planned: that of the agreement, before there is one that of the other lines. */
  readonly currency: string | undefined;
}

type PlanProblem = 'not-partner' | 'initiative-wrong-state' | 'currency-other';

function refusePlan({ initiative: { state }, partners, currency }: PlanGround, { planned }: PlanSaid, memberId: string) {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (state === 'closed' || state === 'abandoned') return refuse(WrongState, { state, needed: 'idea, forming, running, closing' });
  return currency === undefined || currency === planned.currency ? undefined : refuse(CurrencyOther, { currency });
}

const set = (line: Planned) => {
  const { id: budgetLineId, clusterId, initiativeId, planned, setBy, setAt } = line;
  return accept(line, [BudgetLineSet.of({ budgetLineId, clusterId, initiativeId, planned, setBy, setAt })]);
};

export function addLine(id: string, said: PlanSaid, ground: PlanGround, { memberId, now }: Acting): Decision<Planned, PlanProblem> {
  const { id: initiativeId, clusterId } = ground.initiative;
  return refusePlan(ground, said, memberId) ?? set({ id, version: 0, clusterId, initiativeId, ...said, setBy: memberId, setAt: now });
}

export const changeLine = (line: Planned, said: PlanSaid, ground: PlanGround, { memberId, now }: Acting): Decision<Planned, PlanProblem> =>
  refusePlan(ground, said, memberId) ?? set({ ...line, ...said, setBy: memberId, setAt: now });

/** A line beside what was spent. */
export const withSpent = (line: Planned, spentMinor: number): BudgetLine => ({ ...line, spentMinor, overMinor: Math.max(0, spentMinor - line.planned.amountMinor) });

