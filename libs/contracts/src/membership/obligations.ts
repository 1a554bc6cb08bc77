import { z } from 'zod';
import { operation } from '../core/operation.js';
import { Id, Instant } from '../core/values.js';

export const Obligation = z
  .strictObject({
    service: z.enum(['initiatives', 'resources']),
    kind: z.enum(['contribution-to-confirm', 'contribution-to-be-confirmed', 'partnership', 'agreement-to-sign', 'pledge', 'loan', 'share', 'task']),
    id: Id.meta({ description: 'The thing that is open' }),
    title: z.string().nullable(),
    path: z.string().meta({ description: 'Where it stands in the API' }),
    owes: z.boolean().meta({ description: 'Whether the member owes it; otherwise it is owed to the member' }),
    since: Instant,
  })
  .meta({ id: 'Obligation', description: 'Something open between a member and the others, to be fulfilled, handed over or released' });
export type Obligation = z.output<typeof Obligation>;

const request = z.strictObject({ clusterId: Id, memberId: Id });
const reply = z.strictObject({ items: z.array(Obligation).max(1_000) });

/** What is open in initiatives for a member: asked by membership when somebody leaves. */
export const listInitiativeObligations = operation({
  name: 'initiatives.obligations.list',
  summary: 'What is open in initiatives between a member and its partners',
  access: { who: 'platform' },
  request,
  reply,
});

/** What is open in resources for a member: asked by membership when somebody leaves. */
export const listResourceObligations = operation({
  name: 'resources.obligations.list',
  summary: 'What is open in resources between a member and the others',
  access: { who: 'platform' },
  request,
  reply,
});

export const listObligations = operation({
  name: 'membership.obligations.list',
  summary: 'What is open between a member and the others, gathered from all services; for its party and for the members of the cluster',
  access: { who: 'account' },
  http: { method: 'GET', path: '/v1/clusters/{clusterId}/members/{memberId}/obligations' },
  request,
  reply: z
    .strictObject({ items: z.array(Obligation), missing: z.array(z.string()).meta({ description: 'Services that did not answer: ask again' }) })
    .meta({ id: 'Obligations', description: 'What is open between a member and the others' }),
});

/** Who takes part in an initiative: asked by membership when the table votes on one. */
export const listInitiativePartners = operation({
  name: 'initiatives.partners.tell',
  summary: 'The members that are partners of an initiative',
  access: { who: 'platform' },
  request: z.strictObject({ clusterId: Id, initiativeId: Id }),
  reply: z.strictObject({ memberIds: z.array(Id) }),
});
