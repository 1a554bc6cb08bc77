import { z } from 'zod';
import { operation } from '../core/operation.js';
import { Id } from '../core/values.js';
import { InitiativeState } from './initiatives.js';

/** What keeps an initiative from its next step. */
export const missingCodes = ['partners', 'agreement', 'signatures', 'clusters', 'tasks', 'promises', 'costs', 'settlement', 'benefits', 'lessons'] as const;
export const Missing = z
  .strictObject({
    code: z.enum(missingCodes),
    memberIds: z.array(Id).meta({ description: 'Of whom something is missing' }),
    names: z.array(z.string()).meta({ description: 'Of members, clusters or tasks, as far as they are known' }),
    count: z.int(),
    path: z.string().meta({ description: 'Where it can be done' }),
  })
  .meta({ id: 'Missing', description: 'Something that is missing before the next step' });
export type Missing = z.output<typeof Missing>;

export const Readiness = z
  .strictObject({ state: InitiativeState, next: z.enum(['forming', 'running', 'closing', 'closed']).nullable().meta({ description: 'The state that would come next; null at the end' }), missing: z.array(Missing) })
  .meta({ id: 'Readiness', description: 'What is missing before an initiative can go on' });
export type Readiness = z.output<typeof Readiness>;

export const readReadiness = operation({
  name: 'initiatives.initiatives.readiness',
  summary: 'What is missing before the next step of an initiative, all of it at once',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: '/v1/clusters/{clusterId}/initiatives/{initiativeId}/readiness' },
  request: z.strictObject({ clusterId: Id, initiativeId: Id }),
  reply: Readiness,
});
