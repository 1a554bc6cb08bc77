import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, line, page, pageRequest, prose, Version } from '../core/values.js';

export const initiativeStates = ['idea', 'forming', 'running', 'closing', 'closed', 'abandoned'] as const;

export const Initiative = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    title: z.string(),
    summary: z.string(),
    novelty: z.string().meta({ description: 'What is new in its approach' }),
    state: z.enum(initiativeStates),
    broughtBy: Id.meta({ description: 'The member that brought the idea' }),
    createdAt: Instant,
    startedAt: Instant.nullable(),
  })
  .meta({ id: 'Initiative', description: 'What members take on together' });
export type Initiative = z.output<typeof Initiative>;

export const WrongState = problem({
  slug: 'initiative-wrong-state',
  status: 409,
  title: { en: 'The initiative is not at that point', pl: 'Inicjatywa nie jest na tym etapie' },
  detail: { en: 'It is {state}; this needs {needed}.', pl: 'Jej stan: {state}; potrzebny: {needed}.' },
});
export const NotPartner = problem({
  slug: 'not-partner',
  status: 403,
  title: { en: 'Only partners of the initiative may do this', pl: 'Mogą to zrobić tylko partnerzy inicjatywy' },
  detail: { en: 'Join it as a partner first.', pl: 'Najpierw dołącz do niej jako partner.' },
});
export const TooFewPartners = problem({
  slug: 'too-few-partners',
  status: 422,
  title: { en: 'An initiative needs at least two partners', pl: 'Inicjatywa potrzebuje co najmniej dwóch partnerów' },
  detail: { en: 'It has {partners}. Invite another member of the cluster.', pl: 'Ma {partners}. Zaproś innego członka klastra.' },
});
export const NoAgreementInForce = problem({
  slug: 'no-agreement-in-force',
  status: 422,
  title: { en: 'No agreement is in force', pl: 'Żadne porozumienie nie obowiązuje' },
  detail: { en: 'Not every partner has signed the same version; missing: {missing}.', pl: 'Nie wszyscy partnerzy podpisali tę samą wersję; brakuje: {missing}.' },
});

const inCluster = { clusterId: Id };
const one = { clusterId: Id, initiativeId: Id };

export const bringIdea = operation({
  name: 'initiatives.initiatives.bring',
  summary: 'A member brings an idea to the table and becomes its first partner',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: '/v1/clusters/{clusterId}/initiatives', location: '/v1/clusters/{clusterId}/initiatives/{id}' },
  request: z.strictObject({ ...inCluster, title: line(160), summary: prose(4000), novelty: prose(2000) }),
  reply: Initiative,
});

export const listInitiatives = operation({
  name: 'initiatives.initiatives.list',
  summary: 'The initiatives of a cluster, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: '/v1/clusters/{clusterId}/initiatives' },
  request: z.strictObject({ ...inCluster, state: z.enum(initiativeStates).optional(), ...pageRequest }),
  reply: page(Initiative),
});

export const readInitiative = operation({
  name: 'initiatives.initiatives.get',
  summary: 'One initiative',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: '/v1/clusters/{clusterId}/initiatives/{initiativeId}' },
  request: z.strictObject(one),
  reply: Initiative,
});

export const formInitiative = operation({
  name: 'initiatives.initiatives.form',
  summary: 'A partner opens the forming of the partnership: members may join, an agreement is drafted',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: '/v1/clusters/{clusterId}/initiatives/{initiativeId}/forming' },
  request: z.strictObject(one),
  reply: Initiative,
  problems: [WrongState, NotPartner],
});

export const startInitiative = operation({
  name: 'initiatives.initiatives.start',
  summary: 'A partner starts the work: an agreement is in force and there are at least two partners',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: '/v1/clusters/{clusterId}/initiatives/{initiativeId}/start' },
  request: z.strictObject(one),
  reply: Initiative,
  problems: [WrongState, NotPartner, TooFewPartners, NoAgreementInForce],
});

const told = { initiativeId: Id, clusterId: Id };

export const IdeaBrought = event({
  name: 'initiatives.initiative.brought',
  version: 1,
  summary: 'A member brought an idea and is its first partner',
  data: z.strictObject({ ...told, title: z.string(), broughtBy: Id }),
});
export const InitiativeForming = event({
  name: 'initiatives.initiative.forming',
  version: 1,
  summary: 'The partnership of an initiative is forming',
  data: z.strictObject(told),
});
export const InitiativeStarted = event({
  name: 'initiatives.initiative.started',
  version: 1,
  summary: 'An initiative runs, by the agreement version named',
  data: z.strictObject({ ...told, agreementVersion: z.int(), startedAt: Instant }),
});
