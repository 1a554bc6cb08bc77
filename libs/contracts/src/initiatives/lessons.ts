import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { Id, Instant, line, page, pageRequest, prose, Sha256 } from '../core/values.js';
import { NotPartner, WrongState } from './initiatives.js';

/* What was learnt, and what was new: to be found by later initiatives of the whole federation. */

const inInitiative = { clusterId: Id, initiativeId: Id };
const base = '/v1/clusters/{clusterId}/initiatives/{initiativeId}/lessons' as const;

export const Lesson = z
  .strictObject({ id: Id, ...inInitiative, title: z.string(), text: z.string(), toldBy: Id, toldAt: Instant })
  .meta({ id: 'Lesson', description: 'What partners have learnt, told to all who come after them' });
export type Lesson = z.output<typeof Lesson>;

export const recordLesson = operation({
  name: 'initiatives.lessons.record',
  summary: 'A partner records what was learnt: the whole federation can find it',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({ ...inInitiative, title: line(160), text: prose(8000) }),
  reply: Lesson,
  problems: [NotPartner, WrongState],
});
export const listLessons = operation({
  name: 'initiatives.lessons.list',
  summary: 'What was learnt in an initiative',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ ...inInitiative, ...pageRequest }),
  reply: page(Lesson),
});
export const readLesson = operation({
  name: 'initiatives.lessons.get',
  summary: 'One lesson',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{lessonId}` },
  request: z.strictObject({ ...inInitiative, lessonId: Id }),
  reply: Lesson,
});

export const experienceKinds = ['novelty', 'lesson'] as const;
export const Experience = z
  .strictObject({
    id: Id,
    kind: z.enum(experienceKinds),
    title: z.string(),
    text: z.string(),
    ...inInitiative,
    clusterName: z.string().nullable().meta({ description: 'As it was called then' }),
    initiativeTitle: z.string(),
    publishedAt: Instant,
  })
  .meta({ id: 'Experience', description: 'What was new in an initiative, from the day it runs, or what was learnt in it' });
export type Experience = z.output<typeof Experience>;

export const searchExperience = operation({
  name: 'initiatives.experience.search',
  summary: 'Novelties and lessons of the whole federation: those with the words asked for first, in Polish whatever their inflection; without words the newest',
  access: { who: 'account' },
  http: { method: 'GET', path: '/v1/federation/experience' },
  request: z.strictObject({ q: line(200).optional(), kind: z.enum(experienceKinds).optional(), ...pageRequest }),
  reply: page(Experience),
});

/* Texts may name persons: the event tells their hash. */
export const LessonRecorded = event({
  name: 'initiatives.lesson.recorded',
  version: 1,
  summary: 'Partners said what they have learnt',
  data: z.strictObject({ ...inInitiative, lessonId: Id, textSha256: Sha256, toldBy: Id, toldAt: Instant }),
});
