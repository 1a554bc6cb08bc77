import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { CivilDate, Decimal, Id, Instant, line, page, pageRequest, prose, ResourceKind, Version } from '../core/values.js';
import { CategoryCode } from './categories.js';
import { HoursPerDay, measure, measured, Municipality, NotPartnerHere, Progress, Receiver, times, timesShown, UnknownCategory, UnknownReceiver, Visibility, WindowNever, WindowUnfit, WrongMeasure, WrongTimes } from './measures.js';

export const needStates = ['open', 'partly-met', 'met', 'cancelled', 'expired'] as const;
export const NeedState = z.enum(needStates);

export const Need = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    receiver: Receiver.meta({ description: 'Who needs it' }),
    raisedBy: Id.meta({ description: 'The member that raised it' }),
    kind: ResourceKind,
    category: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    ...measured,
    hoursPerDay: Decimal.nullable(),
    ...timesShown,
    municipality: z.string().nullable(),
    visibility: Visibility,
    state: NeedState.meta({ description: 'By what has been given: partly-met, met' }),
    promised: Progress.meta({ description: 'What accepted pledges promise and have not given yet, in the unit of the need; for money in minor units' }),
    given: Progress.meta({ description: 'What confirmed contributions to its pledges have given, in the unit of the need; for money in minor units' }),
    raisedAt: Instant,
    reason: z.string().nullable().meta({ description: 'Why it was cancelled' }),
  })
  .meta({ id: 'Need', description: 'What a member or an initiative looks for' });
export type Need = z.output<typeof Need>;

export const NeedWrongState = problem({
  slug: 'need-wrong-state',
  status: 409,
  title: { en: 'The need is not at that point', pl: 'Potrzeba nie jest na tym etapie' },
  detail: { en: 'It is {state}.', pl: 'Jej stan: {state}.' },
});
export const NotNeeding = problem({
  slug: 'not-needing',
  status: 403,
  title: { en: 'This is not your need', pl: 'To nie Twoja potrzeba' },
  detail: { en: 'The member that needs it, or a partner of the initiative that does, may do this.', pl: 'Może to zrobić członek, którego to potrzeba, albo partner inicjatywy.' },
});

const base = '/v1/clusters/{clusterId}/needs' as const;
const one = { clusterId: Id, needId: Id };
const needed = {
  category: CategoryCode,
  title: line(160),
  description: prose(4000).optional(),
  ...measure,
  hoursPerDay: HoursPerDay.optional(),
  ...times,
  municipality: Municipality.optional(),
  visibility: Visibility.default('cluster'),
};
const { category: _, ...saidAnew } = needed;
const unfit = [UnknownCategory, WrongMeasure, WrongTimes, WindowUnfit, WindowNever] as const;

export const raiseNeed = operation({
  name: 'resources.needs.raise',
  summary: 'A member says what it needs, or a partner what its initiative needs',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({ clusterId: Id, initiativeId: Id.optional().meta({ description: 'The initiative that needs it; left out: the acting member does' }), ...needed }),
  reply: Need,
  problems: [UnknownReceiver, NotPartnerHere, ...unfit],
});

export const changeNeed = operation({
  name: 'resources.needs.change',
  summary: 'Who needs it changes an open need: all of it is said anew but for the category',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'PUT', path: `${base}/{needId}` },
  request: z.strictObject({ ...one, ...saidAnew }),
  reply: Need,
  problems: [NotNeeding, NeedWrongState, ...unfit],
});

export const listNeeds = operation({
  name: 'resources.needs.list',
  summary: 'The needs of a cluster, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ clusterId: Id, kind: ResourceKind.optional(), category: CategoryCode.optional(), state: NeedState.optional(), memberId: Id.optional(), initiativeId: Id.optional(), ...pageRequest }),
  reply: page(Need),
});

export const readNeed = operation({
  name: 'resources.needs.get',
  summary: 'One need, with what is promised and given',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{needId}` },
  request: z.strictObject(one),
  reply: Need,
});

export const cancelNeed = operation({
  name: 'resources.needs.cancel',
  summary: 'Who needs it cancels a need; what is promised for it stays promised',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/{needId}/cancellation` },
  request: z.strictObject({ ...one, reason: prose(1000).optional() }),
  reply: Need,
  problems: [NotNeeding, NeedWrongState],
});

/* What is told of needs. Their texts stay in resources: they may name persons. */

const told = { needId: Id, clusterId: Id };
const terms = { category: z.string(), ...measured, from: CivilDate.nullable(), until: CivilDate.nullable(), visibility: Visibility };

export const NeedRaised = event({
  name: 'resources.need.raised',
  version: 1,
  summary: 'A member or an initiative needs something',
  data: z.strictObject({ ...told, receiver: Receiver, raisedBy: Id, kind: ResourceKind, ...terms, raisedAt: Instant }),
});
export const NeedChanged = event({
  name: 'resources.need.changed',
  version: 1,
  summary: 'A need was changed',
  data: z.strictObject({ ...told, ...terms, changedAt: Instant }),
});
export const NeedProgressed = event({
  name: 'resources.need.progressed',
  version: 1,
  summary: 'More or less is promised for a need, or given to it',
  data: z.strictObject({ ...told, state: NeedState, promised: Progress, given: Progress, at: Instant }),
});
export const NeedEnded = event({
  name: 'resources.need.ended',
  version: 1,
  summary: 'A need is over: cancelled, or past its last day',
  data: z.strictObject({ ...told, how: z.enum(['cancelled', 'expired']), endedAt: Instant }),
});
