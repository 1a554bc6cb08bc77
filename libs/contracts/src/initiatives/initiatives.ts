import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, line, page, pageRequest, prose, Version } from '../core/values.js';

export const initiativeStates = ['idea', 'forming', 'running', 'closing', 'closed', 'abandoned'] as const;
export const InitiativeState = z.enum(initiativeStates);

export const Initiative = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id.meta({ description: 'Its home: the cluster in which the idea was brought' }),
    title: z.string(),
    summary: z.string(),
    novelty: z.string().meta({ description: 'What is new in its approach' }),
    state: InitiativeState,
    broughtBy: Id.meta({ description: 'The member that brought the idea' }),
    createdAt: Instant,
    startedAt: Instant.nullable(),
    closingAt: Instant.nullable(),
    endedAt: Instant.nullable().meta({ description: 'When it was closed or abandoned' }),
    reason: z.string().nullable().meta({ description: 'Why it was abandoned' }),
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
export const NotCoordinator = problem({
  slug: 'not-coordinator',
  status: 403,
  title: { en: 'This is up to the coordinator', pl: 'To należy do koordynatora' },
  detail: { en: 'Ask the partner that coordinates the initiative, or another partner where none does.', pl: 'Zwróć się do partnera, który koordynuje inicjatywę; gdy go nie ma, może to zrobić każdy partner.' },
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
  detail: { en: 'Version {number} is not signed by: {missing}.', pl: 'Wersji {number} nie podpisali: {missing}.' },
});
export const NoAgreementProposed = problem({
  slug: 'no-agreement-proposed',
  status: 422,
  title: { en: 'There is no agreement yet', pl: 'Nie ma jeszcze porozumienia' },
  detail: { en: 'Propose one: what for, who does what, how costs, risks and benefits are shared.', pl: 'Zaproponuj je: po co, kto co robi, jak dzielone są koszty, ryzyka i korzyści.' },
});
export const ClustersUndecided = problem({
  slug: 'clusters-undecided',
  status: 422,
  title: { en: 'Not every cluster has accepted the initiative', pl: 'Nie wszystkie klastry przyjęły inicjatywę' },
  detail: { en: 'The tables of these clusters have not accepted it: {missing}.', pl: 'Inicjatywy nie przyjęły jeszcze stoły klastrów: {missing}.' },
});
export const TasksOpen = problem({
  slug: 'tasks-open',
  status: 409,
  title: { en: 'Tasks are open', pl: 'Są otwarte zadania' },
  detail: { en: 'Finish or drop them: {missing}.', pl: 'Zakończ je albo porzuć: {missing}.' },
});
export const PromisesOpen = problem({
  slug: 'promises-open',
  status: 409,
  title: { en: 'Promises are being released', pl: 'Trwa zwalnianie obietnic' },
  detail: { en: 'Open still: {count}. This takes a moment; try again.', pl: 'Otwartych: {count}. To potrwa chwilę; spróbuj ponownie.' },
});
export const CostsUnsettled = problem({
  slug: 'costs-unsettled',
  status: 409,
  title: { en: 'Costs are not settled', pl: 'Koszty nie są rozliczone' },
  detail: { en: '{count} entries are in no settlement. Propose one.', pl: 'Pozycji poza rozliczeniem: {count}. Zaproponuj rozliczenie.' },
});
export const SettlementOpen = problem({
  slug: 'settlement-open',
  status: 409,
  title: { en: 'The settlement is not finished', pl: 'Rozliczenie nie jest zakończone' },
  detail: { en: 'Settlement {number} is {state}; it waits for: {missing}.', pl: 'Rozliczenie {number}, stan: {state}; czeka na: {missing}.' },
});
export const BenefitsUnstated = problem({
  slug: 'benefits-unstated',
  status: 409,
  title: { en: 'Not every partner has stated its benefits', pl: 'Nie każdy partner podał swoje korzyści' },
  detail: { en: 'Missing: {missing}. “None” is an answer.', pl: 'Brakuje: {missing}. „Brak” to też odpowiedź.' },
});
export const LessonsMissing = problem({
  slug: 'lessons-missing',
  status: 409,
  title: { en: 'Nobody has said what was learnt', pl: 'Nikt nie powiedział, czego się nauczono' },
  detail: { en: 'Record one lesson at least: others will find it.', pl: 'Zapisz co najmniej jeden wniosek: inni go odnajdą.' },
});

const inCluster = { clusterId: Id };
const one = { clusterId: Id, initiativeId: Id };
const base = '/v1/clusters/{clusterId}/initiatives' as const;
const path = `${base}/{initiativeId}` as const;

export const bringIdea = operation({
  name: 'initiatives.initiatives.bring',
  summary: 'A member brings an idea to the table and becomes its first partner',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({ ...inCluster, title: line(160), summary: prose(4000), novelty: prose(2000) }),
  reply: Initiative,
});

export const changeIdea = operation({
  name: 'initiatives.initiatives.change',
  summary: 'A partner changes what an initiative says of itself, before it runs',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'PUT', path },
  request: z.strictObject({ ...one, title: line(160), summary: prose(4000), novelty: prose(2000) }),
  reply: Initiative,
  problems: [WrongState, NotPartner],
});

export const listInitiatives = operation({
  name: 'initiatives.initiatives.list',
  summary: 'The initiatives of a cluster, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ ...inCluster, state: InitiativeState.optional(), ...pageRequest }),
  reply: page(Initiative),
});

export const readInitiative = operation({
  name: 'initiatives.initiatives.get',
  summary: 'One initiative',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path },
  request: z.strictObject(one),
  reply: Initiative,
});

export const formInitiative = operation({
  name: 'initiatives.initiatives.form',
  summary: 'A partner opens the forming of the partnership: members may join, an agreement is drafted',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/forming` },
  request: z.strictObject(one),
  reply: Initiative,
  problems: [WrongState, NotPartner],
});

export const startInitiative = operation({
  name: 'initiatives.initiatives.start',
  summary: 'A partner starts the work: an agreement is in force and there are at least two partners',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/start` },
  request: z.strictObject(one),
  reply: Initiative,
  problems: [WrongState, NotPartner, TooFewPartners, NoAgreementProposed, NoAgreementInForce, ClustersUndecided],
});

export const beginClosing = operation({
  name: 'initiatives.initiatives.begin-closing',
  summary: 'A partner says that the work is done: what is still promised is released, costs are settled, benefits and lessons are stated',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/closing` },
  request: z.strictObject(one),
  reply: Initiative,
  problems: [WrongState, NotPartner],
});

export const closeInitiative = operation({
  name: 'initiatives.initiatives.close',
  summary: 'A partner closes an initiative of which nothing is open any more',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/closure` },
  request: z.strictObject(one),
  reply: Initiative,
  problems: [WrongState, NotPartner, TasksOpen, PromisesOpen, CostsUnsettled, SettlementOpen, BenefitsUnstated, LessonsMissing],
});

export const abandonInitiative = operation({
  name: 'initiatives.initiatives.abandon',
  summary: 'The coordinator gives an initiative up, with the reason; what is promised is released, costs can still be settled',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/abandonment` },
  request: z.strictObject({ ...one, reason: prose(4000) }),
  reply: Initiative,
  problems: [WrongState, NotPartner, NotCoordinator],
});

const told = { initiativeId: Id, clusterId: Id };

export const IdeaBrought = event({
  name: 'initiatives.initiative.brought',
  version: 1,
  summary: 'A member brought an idea and is its first partner',
  data: z.strictObject({ ...told, title: z.string(), broughtBy: Id }),
});
export const IdeaChanged = event({
  name: 'initiatives.initiative.changed',
  version: 1,
  summary: 'What an initiative says of itself was changed',
  data: z.strictObject({ ...told, title: z.string(), changedBy: Id }),
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
export const InitiativeClosing = event({
  name: 'initiatives.initiative.closing',
  version: 1,
  summary: 'The work of an initiative is done: what is still promised to it is released',
  data: z.strictObject({ ...told, closingAt: Instant }),
});
export const InitiativeClosed = event({
  name: 'initiatives.initiative.closed',
  version: 1,
  summary: 'An initiative is closed: settled, its benefits and lessons stated',
  data: z.strictObject({ ...told, settlements: z.int(), benefits: z.int(), lessons: z.int(), closedAt: Instant }),
});
export const InitiativeAbandoned = event({
  name: 'initiatives.initiative.abandoned',
  version: 1,
  summary: 'An initiative was given up: what is promised to it is released',
  data: z.strictObject({ ...told, was: InitiativeState, abandonedBy: Id, abandonedAt: Instant }),
});
