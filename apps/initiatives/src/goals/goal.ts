import {
  accept, type Accepted, type Decision, type Goal, GoalChanged, GoalConcluded, GoalEnded, GoalMeasured, GoalSet, GoalUnfit, type Happening, type Instant, MeasuredInFuture, type Measurement, NotPartner,
  NotYourGoal, refuse, WrongState,
} from '@klaster/contracts';
import { Big } from 'big.js';
import type { Initiative } from '../initiatives/initiative.js';
import { isPartner, type Partner } from '../partners/partner.js';

export type { Goal };

/** What a goal is about. */
export type GoalAim = Pick<Goal, 'title' | 'indicator' | 'unit' | 'baseline' | 'target' | 'due'>;

/** Who acts, and when. */
export interface Acting {
  readonly memberId: string;
  readonly now: Instant;
  /** The civil date in the federation's time zone. */
  readonly today: string;
}

/** Decimals without the zeros that say nothing. */
export const exact = ({ baseline, target }: Pick<GoalAim, 'baseline' | 'target'>) => ({ baseline: new Big(baseline).toFixed(), target: new Big(target).toFixed() });

const isMeasurable = ({ baseline, target, due }: GoalAim, today: string) => !new Big(baseline).eq(target) && due >= today;

const told = ({ id: goalId, initiativeId, clusterId }: Goal) => ({ goalId, initiativeId, clusterId });

/** Figures are told only where the whole cluster may see them. */
const figures = ({ visibleTo, unit, baseline, target, due }: Goal) => (visibleTo === 'cluster' ? { unit, baseline, target, due } : null);

/** F9: a partner sets a goal for all of them, or one of its own. */
export function setGoal(
  id: string,
  initiative: Initiative,
  partners: readonly Partner[],
  aim: GoalAim,
  { autonomous, visibleTo }: { readonly autonomous: boolean; readonly visibleTo: Goal['visibleTo'] },
  { memberId, now, today }: Acting,
): Decision<Goal, 'not-partner' | 'initiative-wrong-state' | 'goal-unfit'> {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (initiative.state === 'closed' || initiative.state === 'abandoned') return refuse(WrongState, { state: initiative.state, needed: 'idea, forming, running, closing' });
  if (!isMeasurable(aim, today) || (!autonomous && visibleTo !== 'cluster')) return refuse(GoalUnfit);
  const goal: Goal = {
    id, version: 0, clusterId: initiative.clusterId, initiativeId: initiative.id, memberId: autonomous ? memberId : null, visibleTo, ...aim, ...exact(aim),
    state: 'open', latest: null, setBy: memberId, setAt: now, endedAt: null, reason: null,
  };
  return accept(goal, [GoalSet.of({ ...told(goal), memberId: goal.memberId, visibleTo, figures: figures(goal), setBy: memberId, setAt: now })]);
}

/** Who sees a goal: everybody in the cluster, the partners, or the partner whose goal it is. */
export const sees = ({ visibleTo, memberId }: Goal, partners: readonly Partner[], viewer: string): boolean =>
  visibleTo === 'cluster' || viewer === memberId || (visibleTo === 'partners' && isPartner(partners, viewer));

/** Whose goal it is to change, to drop and to measure. */
function refuseTo(memberId: string, goal: Goal, partners: readonly Partner[]) {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  return goal.memberId !== null && goal.memberId !== memberId ? refuse(NotYourGoal) : undefined;
}

export function changeGoal(goal: Goal, partners: readonly Partner[], aim: GoalAim, { memberId, now, today }: Acting): Decision<Goal, 'not-partner' | 'not-your-goal' | 'goal-ended' | 'goal-unfit'> {
  const refused = refuseTo(memberId, goal, partners);
  if (refused) return refused;
  if (goal.state !== 'open') return refuse(GoalEnded, { state: goal.state });
  if (!isMeasurable(aim, today)) return refuse(GoalUnfit);
  const changed: Goal = { ...goal, ...aim, ...exact(aim) };
  return accept(changed, [GoalChanged.of({ ...told(goal), figures: figures(changed), changedBy: memberId, changedAt: now })]);
}

export function dropGoal(goal: Goal, partners: readonly Partner[], reason: string, { memberId, now }: Acting): Decision<Goal, 'not-partner' | 'not-your-goal' | 'goal-ended'> {
  const refused = refuseTo(memberId, goal, partners);
  if (refused) return refused;
  return goal.state === 'open' ? conclude({ ...goal, reason }, 'dropped', now) : refuse(GoalEnded, { state: goal.state });
}

const conclude = (goal: Goal, how: 'reached' | 'missed' | 'dropped', now: Instant, before: readonly Happening[] = []): Accepted<Goal> =>
  accept({ ...goal, state: how, endedAt: now }, [...before, GoalConcluded.of({ ...told(goal), how, concludedAt: now })]);

/** Whether a value is at the target or beyond it, seen from the baseline. */
export const reaches = ({ baseline, target }: Pick<GoalAim, 'baseline' | 'target'>, value: string): boolean =>
  new Big(target).gt(baseline) ? new Big(value).gte(target) : new Big(value).lte(target);

/**
 * A measurement of a day, by a partner. The goal shows the newest: of the latest day, and of several of that day the last
 * recorded. What reaches the target of an open goal by its last day reaches the goal; what is over can be measured on.
 */
export function measure(
  goal: Goal,
  partners: readonly Partner[],
  measurementId: string,
  { value, measuredOn, note }: { readonly value: string; readonly measuredOn: string; readonly note: string | null },
  { memberId, now, today }: Acting,
) {
  const refused = refuseTo(memberId, goal, partners);
  if (refused) return refused;
  if (goal.state === 'dropped') return refuse(GoalEnded, { state: goal.state });
  if (measuredOn > today) return refuse(MeasuredInFuture);
  const measurement: Measurement = { id: measurementId, goalId: goal.id, value: new Big(value).toFixed(), measuredOn, note, recordedBy: memberId, recordedAt: now };
  const event = GoalMeasured.of({ ...told(goal), measurementId, value: goal.visibleTo === 'cluster' ? value : null, measuredOn, recordedBy: memberId, recordedAt: now });
  const latest = goal.latest === null || goal.latest.measuredOn <= measuredOn ? { value, measuredOn } : goal.latest;
  const reached = goal.state === 'open' && measuredOn <= goal.due && reaches(goal, value);
  const measured: Accepted<Goal> = reached ? conclude({ ...goal, latest }, 'reached', now, [event]) : accept({ ...goal, latest }, [event]);
  return { ...measured, measurement };
}

/** An open goal whose last day is over is missed. */
export const miss = (goal: Goal, now: Instant, today: string): Accepted<Goal> | undefined => (goal.state === 'open' && goal.due < today ? conclude(goal, 'missed', now) : undefined);
