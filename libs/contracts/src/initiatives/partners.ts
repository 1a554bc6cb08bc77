import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { CivilDate, Id, Instant, page, pageRequest, prose } from '../core/values.js';
import { ClustersUndecided, NotCoordinator, NotPartner, WrongState } from './initiatives.js';

const one = { clusterId: Id, initiativeId: Id };
const base = '/v1/clusters/{clusterId}/initiatives/{initiativeId}' as const;
const path = `${base}/partners/{memberId}` as const;

/** A candidate asks to join what runs already and becomes a partner when an amendment that names it is in force. */
export const partnerStates = ['candidate', 'partner', 'leaving', 'left', 'withdrawn'] as const;
export const PartnerState = z.enum(partnerStates);

export const Partner = z
  .strictObject({
    initiativeId: Id,
    memberId: Id,
    homeClusterId: Id.meta({ description: 'The cluster at whose table it sits' }),
    name: z.string().nullable().meta({ description: 'As it was called when it joined; null for a natural person' }),
    state: PartnerState,
    coordinator: z.boolean(),
    joinedAt: Instant.meta({ description: 'When it joined, or asked to' }),
    leavesOn: CivilDate.nullable().meta({ description: 'The day after which it has left, whatever the others do; of one that has left by notice its last day' }),
    leftAt: Instant.nullable(),
    reason: z.string().nullable().meta({ description: 'Why it leaves or has left, in its own words; null where it gave none' }),
  })
  .meta({ id: 'Partner', description: 'A member in an initiative; the coordinator is one of them, a duty and not a rank' });
export type Partner = z.output<typeof Partner>;

export const AlreadyPartner = problem({
  slug: 'already-partner',
  status: 409,
  title: { en: 'The member is a partner already', pl: 'Członek jest już partnerem' },
  detail: { en: 'A member joins an initiative once.', pl: 'Członek dołącza do inicjatywy raz.' },
});
export const PartnerGone = problem({
  slug: 'partner-gone',
  status: 409,
  title: { en: 'The partner is leaving or has left', pl: 'Partner odchodzi albo odszedł' },
  detail: { en: 'Its state is {state}.', pl: 'Jego stan: {state}.' },
});
export const NotYourself = problem({
  slug: 'not-yourself',
  status: 403,
  title: { en: 'A partner leaves by itself', pl: 'Partner odchodzi sam' },
  detail: { en: 'Nobody else can do this for it.', pl: 'Nikt inny nie może zrobić tego za niego.' },
});

export const joinInitiative = operation({
  name: 'initiatives.partners.join',
  summary: 'The acting member joins an initiative that is forming; of one that runs it becomes a candidate, until an amendment names it',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/partners`, location: `${base}/partners/{memberId}` },
  request: z.strictObject(one),
  reply: Partner,
  problems: [WrongState, AlreadyPartner, ClustersUndecided],
});

export const listPartners = operation({
  name: 'initiatives.partners.list',
  summary: 'The partners of an initiative, in the order in which they joined; those that have left too',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/partners` },
  request: z.strictObject({ ...one, ...pageRequest }),
  reply: page(Partner),
});

export const readPartner = operation({
  name: 'initiatives.partners.get',
  summary: 'One partner of an initiative',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path },
  request: z.strictObject({ ...one, memberId: Id }),
  reply: Partner,
});

export const leaveInitiative = operation({
  name: 'initiatives.partners.leave',
  summary: 'The acting partner leaves: at once before the work runs, else with the notice of the agreement or by an amendment; a candidate takes its wish back',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/departure` },
  request: z.strictObject({ ...one, memberId: Id, reason: prose(2000).optional() }),
  reply: Partner,
  problems: [WrongState, NotPartner, NotYourself, PartnerGone],
});

export const handOverCoordination = operation({
  name: 'initiatives.partners.coordinate',
  summary: 'The coordinator hands its duty over to the partner named; where nobody coordinates any partner takes it or gives it',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/coordination` },
  request: z.strictObject({ ...one, memberId: Id }),
  reply: Partner,
  problems: [WrongState, NotPartner, NotCoordinator, PartnerGone],
});

/** As it was told before initiatives went across clusters: nobody tells it any more. */
export const PartnerJoinedV1 = event({
  name: 'initiatives.partner.joined',
  version: 1,
  summary: 'A member became a partner of an initiative',
  data: z.strictObject({ ...one, memberId: Id, coordinator: z.boolean(), joinedAt: Instant }),
});
export const PartnerJoined = event({
  name: 'initiatives.partner.joined',
  version: 2,
  summary: 'A member became a partner of an initiative: in the forming, or by an amendment',
  data: z.strictObject({ ...one, memberId: Id, homeClusterId: Id, coordinator: z.boolean(), joinedAt: Instant }),
});
export const PartnerAsked = event({
  name: 'initiatives.partner.asked',
  version: 1,
  summary: 'A member asks to join an initiative that runs',
  data: z.strictObject({ ...one, memberId: Id, homeClusterId: Id, askedAt: Instant }),
});
export const PartnerLeaving = event({
  name: 'initiatives.partner.leaving',
  version: 1,
  summary: 'A partner leaves, at the latest after the day named',
  data: z.strictObject({ ...one, memberId: Id, leavesOn: CivilDate }),
});
export const PartnerLeft = event({
  name: 'initiatives.partner.left',
  version: 1,
  summary: 'A partner has left an initiative, or a candidate has taken its wish back',
  data: z.strictObject({ ...one, memberId: Id, was: PartnerState, how: z.enum(['forming', 'notice', 'amendment', 'candidacy', 'membership']), leftAt: Instant }),
});
export const CoordinationHandedOver = event({
  name: 'initiatives.coordination.handed-over',
  version: 1,
  summary: 'Another partner coordinates',
  data: z.strictObject({ ...one, from: Id.nullable(), to: Id }),
});
