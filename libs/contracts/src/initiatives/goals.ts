import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { CivilDate, Decimal, Id, Instant, line, page, pageRequest, prose, Version } from '../core/values.js';
import { NotPartner, WrongState } from './initiatives.js';

/* Goals (F9): shared ones of the partnership, and autonomous ones of a single partner, measured over time. */

export const goalStates = ['open', 'reached', 'missed', 'dropped'] as const;
export const GoalState = z.enum(goalStates);
/** Who sees an autonomous goal. A shared goal is open to the cluster (F11). */
export const goalVisibilities = ['cluster', 'partners', 'partner'] as const;
export const GoalVisibility = z.enum(goalVisibilities);

const aim = {
  title: line(160),
  indicator: line(300).meta({ description: 'What is measured' }),
  unit: line(40).meta({ description: 'In what: people, %, kg …' }),
  baseline: Decimal.meta({ description: 'The value at the beginning' }),
  target: Decimal.meta({ description: 'The value to be reached: above the baseline, or below it' }),
  due: CivilDate.meta({ description: 'The last day on which it counts as reached' }),
};

export const Goal = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    initiativeId: Id,
    memberId: Id.nullable().meta({ description: 'The partner whose autonomous goal it is; null for a shared goal' }),
    visibleTo: GoalVisibility,
    ...aim,
    state: GoalState,
    latest: z.strictObject({ value: z.string(), measuredOn: CivilDate }).nullable().meta({ description: 'The newest measurement' }),
    setBy: Id,
    setAt: Instant,
    endedAt: Instant.nullable(),
    reason: z.string().nullable().meta({ description: 'Why it was dropped' }),
  })
  .meta({ id: 'Goal', description: 'What partners want to reach, together or one of them' });
export type Goal = z.output<typeof Goal>;

export const Measurement = z
  .strictObject({
    id: Id,
    goalId: Id,
    value: z.string().meta({ description: 'Exact decimal in the unit of the goal' }),
    measuredOn: CivilDate,
    note: z.string().nullable(),
    recordedBy: Id,
    recordedAt: Instant,
  })
  .meta({ id: 'Measurement', description: 'The value of a goal’s indicator on a day. Never edited: of several on one day the last recorded counts.' });
export type Measurement = z.output<typeof Measurement>;

export const GoalUnfit = problem({
  slug: 'goal-unfit',
  status: 422,
  title: { en: 'The goal cannot be measured like this', pl: 'Takiego celu nie da się zmierzyć' },
  detail: { en: 'The target differs from the baseline, and the last day is today or later.', pl: 'Wartość docelowa różni się od początkowej, a ostatni dzień wypada dzisiaj lub później.' },
});
export const GoalEnded = problem({
  slug: 'goal-ended',
  status: 409,
  title: { en: 'The goal is over', pl: 'Cel jest już zamknięty' },
  detail: { en: 'It is {state}.', pl: 'Jego stan: {state}.' },
});
export const NotYourGoal = problem({
  slug: 'not-your-goal',
  status: 403,
  title: { en: 'This is another partner’s goal', pl: 'To cel innego partnera' },
  detail: { en: 'An autonomous goal belongs to the partner that has set it.', pl: 'Cel autonomiczny należy do partnera, który go postawił.' },
});
export const MeasuredInFuture = problem({
  slug: 'measured-in-future',
  status: 422,
  title: { en: 'This day has not come yet', pl: 'Ten dzień jeszcze nie nadszedł' },
  detail: { en: 'Measurements are of today or earlier.', pl: 'Pomiary są dzisiejsze albo wcześniejsze.' },
});

const base = '/v1/clusters/{clusterId}/initiatives/{initiativeId}/goals' as const;
const inInitiative = { clusterId: Id, initiativeId: Id };
const one = { ...inInitiative, goalId: Id };

export const setGoal = operation({
  name: 'initiatives.goals.set',
  summary: 'A partner sets a shared goal of the partnership, or an autonomous one of its own',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({ ...inInitiative, ...aim, autonomous: z.boolean().default(false), visibleTo: GoalVisibility.default('cluster').meta({ description: 'A shared goal is visible to the cluster' }) }),
  reply: Goal,
  problems: [NotPartner, WrongState, GoalUnfit],
});

export const listGoals = operation({
  name: 'initiatives.goals.list',
  summary: 'The goals of an initiative that the acting member may see, in the order in which they were set',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ ...inInitiative, state: GoalState.optional(), ...pageRequest }),
  reply: page(Goal),
});

export const readGoal = operation({
  name: 'initiatives.goals.get',
  summary: 'One goal',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{goalId}` },
  request: z.strictObject(one),
  reply: Goal,
});

export const changeGoal = operation({
  name: 'initiatives.goals.change',
  summary: 'Changes an open goal; what it was stays in the journal',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'PUT', path: `${base}/{goalId}` },
  request: z.strictObject({ ...one, ...aim }),
  reply: Goal,
  problems: [NotPartner, NotYourGoal, GoalEnded, GoalUnfit],
});

export const dropGoal = operation({
  name: 'initiatives.goals.drop',
  summary: 'Drops an open goal, with the reason',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/{goalId}/dropping` },
  request: z.strictObject({ ...one, reason: prose(1000) }),
  reply: Goal,
  problems: [NotPartner, NotYourGoal, GoalEnded],
});

export const measureGoal = operation({
  name: 'initiatives.measurements.record',
  summary: 'Records a measurement; an open goal whose target it reaches is reached',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/{goalId}/measurements`, location: `${base}/{goalId}/measurements/{id}` },
  request: z.strictObject({ ...one, value: Decimal, measuredOn: CivilDate, note: prose(1000).optional() }),
  reply: Measurement,
  problems: [NotPartner, NotYourGoal, GoalEnded, MeasuredInFuture],
});

export const listMeasurements = operation({
  name: 'initiatives.measurements.list',
  summary: 'The measurements of a goal, in the order in which they were recorded',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{goalId}/measurements` },
  request: z.strictObject({ ...one, ...pageRequest }),
  reply: page(Measurement),
});

export const readMeasurement = operation({
  name: 'initiatives.measurements.get',
  summary: 'One measurement of a goal',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{goalId}/measurements/{measurementId}` },
  request: z.strictObject({ ...one, measurementId: Id }),
  reply: Measurement,
});

/* Of goals that not the whole cluster sees, the events tell that there are such and no figures. Titles and notes stay here: they may name persons. */

const told = { goalId: Id, initiativeId: Id, clusterId: Id };
const Figures = z.strictObject({ unit: z.string(), baseline: z.string(), target: z.string(), due: CivilDate }).nullable();

export const GoalSet = event({
  name: 'initiatives.goal.set',
  version: 1,
  summary: 'A goal was set',
  data: z.strictObject({ ...told, memberId: Id.nullable(), visibleTo: GoalVisibility, figures: Figures, setBy: Id, setAt: Instant }),
});
export const GoalChanged = event({
  name: 'initiatives.goal.changed',
  version: 1,
  summary: 'A goal was changed',
  data: z.strictObject({ ...told, figures: Figures, changedBy: Id, changedAt: Instant }),
});
export const GoalMeasured = event({
  name: 'initiatives.goal.measured',
  version: 1,
  summary: 'A goal was measured',
  data: z.strictObject({ ...told, measurementId: Id, value: z.string().nullable(), measuredOn: CivilDate, recordedBy: Id, recordedAt: Instant }),
});
export const GoalConcluded = event({
  name: 'initiatives.goal.concluded',
  version: 1,
  summary: 'A goal is over: reached, missed by its last day, or dropped',
  data: z.strictObject({ ...told, how: z.enum(['reached', 'missed', 'dropped']), concludedAt: Instant }),
});
