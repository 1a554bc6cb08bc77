import { z } from 'zod';
import { Document } from '../core/document.js';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { CivilDate, Id, Instant, line, page, pageRequest, prose, Version } from '../core/values.js';
import { NotPartner, WrongState } from './initiatives.js';

/* Who does what by when (F8): responsible does it, accountable answers for it, consulted are asked, informed are told. */

export const taskStates = ['to-do', 'doing', 'done', 'dropped'] as const;
export const TaskState = z.enum(taskStates);

const members = z.array(Id).max(50);
const said = {
  title: line(160),
  description: prose(4000).optional(),
  responsible: members.min(1).meta({ description: 'The partners that do it' }),
  accountable: Id.meta({ description: 'The partner that answers for it' }),
  consulted: members.default([]),
  informed: members.default([]),
  due: CivilDate.optional().meta({ description: 'The day by which it is to be done' }),
  dependsOn: z.array(Id).max(50).default([]).meta({ description: 'Tasks of the same initiative that come before it' }),
};

export const Task = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    initiativeId: Id,
    title: z.string(),
    description: z.string().nullable(),
    responsible: z.array(Id),
    accountable: Id,
    consulted: z.array(Id),
    informed: z.array(Id),
    due: CivilDate.nullable(),
    dependsOn: z.array(Id),
    state: TaskState,
    addedBy: Id,
    addedAt: Instant,
    doneAt: Instant.nullable(),
    reason: z.string().nullable().meta({ description: 'Why it was dropped' }),
  })
  .meta({ id: 'Task', description: 'Work of an initiative, with who is responsible, accountable, consulted and informed' });
export type Task = z.output<typeof Task>;

export const TaskUnfit = problem({
  slug: 'task-unfit',
  status: 422,
  title: { en: 'Only partners and tasks of this initiative', pl: 'Tylko partnerzy i zadania tej inicjatywy' },
  detail: { en: 'Whoever is named is a partner of the initiative, and what it depends on is another task of it.', pl: 'Wskazani muszą być partnerami inicjatywy, a zadania poprzedzające innymi jej zadaniami.' },
});
export const TaskCycle = problem({
  slug: 'task-cycle',
  status: 422,
  title: { en: 'The tasks would wait for each other', pl: 'Zadania czekałyby na siebie nawzajem' },
  detail: { en: 'They would go round in a circle: {cycle}.', pl: 'Powstałoby koło: {cycle}.' },
});
export const TaskWrongState = problem({
  slug: 'task-wrong-state',
  status: 409,
  title: { en: 'The task is not at that point', pl: 'Zadanie nie jest na tym etapie' },
  detail: { en: 'It is {state}.', pl: 'Jego stan: {state}.' },
});
export const TaskBlocked = problem({
  slug: 'task-blocked',
  status: 409,
  title: { en: 'Other tasks come first', pl: 'Najpierw inne zadania' },
  detail: { en: 'Not done yet: {before}.', pl: 'Jeszcze niezrobione: {before}.' },
});
export const TooManyTasks = problem({
  slug: 'too-many-tasks',
  status: 409,
  title: { en: 'The initiative has enough tasks', pl: 'Inicjatywa ma już dość zadań' },
  detail: { en: '1,000 at most.', pl: 'Najwyżej 1000.' },
});

const initiativePath = '/v1/clusters/{clusterId}/initiatives/{initiativeId}' as const;
const base = `${initiativePath}/tasks` as const;
const inInitiative = { clusterId: Id, initiativeId: Id };
const one = { ...inInitiative, taskId: Id };
const unfit = [NotPartner, WrongState, TaskUnfit, TaskCycle] as const;

export const addTask = operation({
  name: 'initiatives.tasks.add',
  summary: 'A partner adds a task',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({ ...inInitiative, ...said }),
  reply: Task,
  problems: [...unfit, TooManyTasks],
});

export const listTasks = operation({
  name: 'initiatives.tasks.list',
  summary: 'The tasks of an initiative, in the order in which they were added',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ ...inInitiative, state: TaskState.optional(), responsible: Id.optional(), ...pageRequest }),
  reply: page(Task),
});

export const readTask = operation({
  name: 'initiatives.tasks.get',
  summary: 'One task',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{taskId}` },
  request: z.strictObject(one),
  reply: Task,
});

export const changeTask = operation({
  name: 'initiatives.tasks.change',
  summary: 'A partner changes a task that is not over: all of it is said anew',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'PUT', path: `${base}/{taskId}` },
  request: z.strictObject({ ...one, ...said }),
  reply: Task,
  problems: [...unfit, TaskWrongState],
});

const step = (verb: 'start' | 'finish' | 'reopen', summary: string, path: string) =>
  operation({
    name: `initiatives.tasks.${verb}`,
    summary,
    access: { who: 'member', scope: 'contribute' },
    http: { method: 'POST', path: `${base}/{taskId}/${path}` },
    request: z.strictObject(one),
    reply: Task,
    problems: [NotPartner, WrongState, TaskWrongState, TaskBlocked],
  });

export const startTask = step('start', 'Somebody is at it now', 'start');
export const finishTask = step('finish', 'It is done: what comes before it is done as well, or dropped', 'completion');
export const reopenTask = step('reopen', 'It is to be done again', 'reopening');

export const dropTask = operation({
  name: 'initiatives.tasks.drop',
  summary: 'It is not to be done, with the reason',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/{taskId}/dropping` },
  request: z.strictObject({ ...one, reason: prose(1000) }),
  reply: Task,
  problems: [NotPartner, WrongState, TaskWrongState],
});

export const readCalendar = operation({
  name: 'initiatives.calendars.get',
  summary: 'What is due in an initiative, for a calendar (iCalendar, RFC 5545): open tasks, the goals that the whole cluster sees, the last days of the agreement and of partners that are leaving',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${initiativePath}/calendar.ics`, document: ['text/calendar'] },
  request: z.strictObject({ ...inInitiative, language: z.enum(['pl', 'en']).default('pl') }),
  reply: Document,
});

/* Titles and descriptions stay here: they may name persons. */

const told = { taskId: Id, initiativeId: Id, clusterId: Id };
const terms = { responsible: z.array(Id), accountable: Id, consulted: z.array(Id), informed: z.array(Id), due: CivilDate.nullable(), dependsOn: z.array(Id) };

export const TaskAdded = event({
  name: 'initiatives.task.added',
  version: 1,
  summary: 'A task was added',
  data: z.strictObject({ ...told, ...terms, addedBy: Id, addedAt: Instant }),
});
export const TaskChanged = event({
  name: 'initiatives.task.changed',
  version: 1,
  summary: 'A task was changed',
  data: z.strictObject({ ...told, ...terms, changedBy: Id, changedAt: Instant }),
});
export const TaskMoved = event({
  name: 'initiatives.task.moved',
  version: 1,
  summary: 'A task was begun, done, dropped, or is to be done again',
  data: z.strictObject({ ...told, state: TaskState, movedBy: Id, movedAt: Instant }),
});
