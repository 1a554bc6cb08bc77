import { z } from 'zod';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, line, page, pageRequest, prose, Sha256, Version } from '../core/values.js';
import { OtherCharter } from './charters.js';
import { ClusterDissolved } from './clusters.js';
import { Matter } from './matters.js';
import { partyKinds, spheres } from './parties.js';

export const memberStates = ['declared', 'admitted', 'declined', 'retracted', 'leaving', 'left', 'excluded', 'suspended'] as const;

export const Member = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    partyId: Id,
    partyName: z.string(),
    partyKind: z.enum(partyKinds),
    sphere: z.enum(spheres),
    state: z.enum(memberStates),
    declaredAt: Instant,
    admittedAt: Instant.nullable(),
    charterNumber: z.int().nullable().meta({ description: 'The newest version of the charter that it accepted' }),
    objectionsUntil: Instant.nullable().meta({ description: 'Admission by consent: a seat may object until then' }),
    matterId: Id.nullable().meta({ description: 'The matter by which the table decides, or has decided, on it' }),
    leavesAt: Instant.nullable().meta({ description: 'When its notice period ends' }),
    endedAt: Instant.nullable().meta({ description: 'When it was declined or retracted, left or was excluded' }),
    reason: z.string().nullable().meta({ description: 'Why it was declined, is suspended or was excluded' }),
  })
  .meta({ id: 'Member', description: "A party's membership in a cluster" });
export type Member = z.output<typeof Member>;

export const NoMandate = problem({
  slug: 'no-mandate',
  status: 403,
  title: { en: 'You do not represent this party', pl: 'Nie reprezentujesz tego podmiotu' },
  detail: { en: 'Only somebody with its mandate to represent may do this for it.', pl: 'Może to zrobić tylko osoba z mandatem do jego reprezentowania.' },
});
export const AlreadyMember = problem({
  slug: 'already-member',
  status: 409,
  title: { en: 'This party has declared its readiness here already', pl: 'Ten podmiot już zadeklarował tu gotowość' },
  detail: { en: 'A party sits at the table once.', pl: 'Podmiot zajmuje przy stole jedno miejsce.' },
});
export const AlreadyDecided = problem({
  slug: 'already-decided',
  status: 409,
  title: { en: 'This declaration is decided already', pl: 'Ta deklaracja jest już rozpatrzona' },
  detail: { en: 'It is {state}.', pl: 'Jej stan: {state}.' },
});
export const AdmissionUnderWay = problem({
  slug: 'admission-under-way',
  status: 409,
  title: { en: 'This party has accepted the charter already', pl: 'Ten podmiot już zaakceptował kartę' },
  detail: {
    en: 'Its admission is up to the members now: nobody objects until objectionsUntil, or the table votes on matterId.',
    pl: 'O przyjęciu decydują teraz członkowie: brakiem sprzeciwu do objectionsUntil albo głosowaniem nad sprawą matterId.',
  },
});
export const NotByThisRule = problem({
  slug: 'not-by-this-rule',
  status: 409,
  title: { en: 'The charter admits otherwise', pl: 'Karta przyjmuje członków inaczej' },
  detail: {
    en: 'The rule is "{admission}". A seat declines only where members are admitted by consent, while objections are heard.',
    pl: 'Reguła to "{admission}". Sprzeciw członka jest możliwy tylko przy przyjmowaniu za zgodą, w czasie na sprzeciwy.',
  },
});
export const MemberWrongState = problem({
  slug: 'member-wrong-state',
  status: 409,
  title: { en: 'Not in this state of the membership', pl: 'Nie w tym stanie członkostwa' },
  detail: { en: 'It is {state}; needed is {needed}.', pl: 'Jego stan: {state}; wymagany: {needed}.' },
});
export const ReinstatementUndecided = problem({
  slug: 'reinstatement-undecided',
  status: 409,
  title: { en: 'The table suspended this member', pl: 'Tego członka zawiesił stół' },
  detail: { en: 'Put a resolution about its reinstatement on the table.', pl: 'Wnieś pod obrady uchwałę o jego przywróceniu.' },
});
export const ExclusionUnderWay = problem({
  slug: 'exclusion-under-way',
  status: 409,
  title: { en: 'The exclusion of this member is on the table already', pl: 'Wykluczenie tego członka jest już przedmiotem obrad' },
  detail: { en: 'The matter is {matterId}.', pl: 'Sprawa: {matterId}.' },
});

const one = { clusterId: Id, memberId: Id };
const base = '/v1/clusters/{clusterId}/members' as const;
const path = `${base}/{memberId}` as const;

export const declareReadiness = operation({
  name: 'membership.members.declare',
  summary: 'A party declares its readiness to work together in a cluster',
  access: { who: 'account' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({ clusterId: Id, partyId: Id }),
  reply: Member,
  problems: [NoMandate, AlreadyMember, ClusterDissolved],
});

export const admitMember = operation({
  name: 'membership.members.admit',
  summary: 'A declared party accepts the charter, and is admitted as the charter says: at once, when nobody objects in time, or by a vote of the table',
  access: { who: 'account' },
  http: { method: 'POST', path: `${path}/admission` },
  request: z.strictObject({
    ...one,
    acceptsCharter: z.literal(true).meta({ description: 'The party accepts the charter of the cluster' }),
    charterSha256: Sha256.optional().meta({ description: 'Hash of the version that was read; where another is in force by now nothing is accepted' }),
  }),
  reply: Member,
  problems: [NoMandate, AlreadyDecided, AdmissionUnderWay, OtherCharter, ClusterDissolved],
});

export const declineMember = operation({
  name: 'membership.members.decline',
  summary: 'A seat objects to an admission by consent: the party is declined, and is told the reason',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/decline` },
  request: z.strictObject({ ...one, reason: prose(2_000) }),
  reply: Member,
  problems: [AlreadyDecided, NotByThisRule],
});

export const retractMember = operation({
  name: 'membership.members.retract',
  summary: 'A party takes its declaration back before it is decided',
  access: { who: 'account' },
  http: { method: 'POST', path: `${path}/retraction` },
  request: z.strictObject(one),
  reply: Member,
  problems: [NoMandate, AlreadyDecided],
});

export const departMember = operation({
  name: 'membership.members.depart',
  summary: 'A member announces that it leaves: at the end of the notice period it has left',
  access: { who: 'account' },
  http: { method: 'POST', path: `${path}/departure` },
  request: z.strictObject(one),
  reply: Member,
  problems: [NoMandate, MemberWrongState],
});

export const suspendMember = operation({
  name: 'membership.members.suspend',
  summary: 'A member suspends its own membership; the table suspends by a resolution',
  access: { who: 'account' },
  http: { method: 'POST', path: `${path}/suspension` },
  request: z.strictObject({ ...one, reason: prose(2_000).optional() }),
  reply: Member,
  problems: [NoMandate, MemberWrongState],
  everywhere: true,
});

export const reinstateMember = operation({
  name: 'membership.members.reinstate',
  summary: 'A member that suspended itself takes its seat again; one that the table suspended needs a resolution',
  access: { who: 'account' },
  http: { method: 'POST', path: `${path}/reinstatement` },
  request: z.strictObject(one),
  reply: Member,
  problems: [NoMandate, MemberWrongState, ReinstatementUndecided],
});

export const excludeMember = operation({
  name: 'membership.members.exclude',
  summary: 'A seat puts the exclusion of a member on the table: it is deliberated, the member is heard, the table decides',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/exclusion`, location: '/v1/clusters/{clusterId}/matters/{id}' },
  request: z.strictObject({ ...one, reason: prose(10_000) }),
  reply: Matter,
  problems: [MemberWrongState, ExclusionUnderWay, ClusterDissolved],
});

export const listMembers = operation({
  name: 'membership.members.list',
  summary: 'The members of a cluster: in the order in which they declared their readiness, or by name in Polish order',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({
    clusterId: Id,
    state: z.enum(memberStates).optional(),
    partyKind: z.enum(partyKinds).optional(),
    sphere: z.enum(spheres).optional(),
    name: line(100).optional().meta({ description: 'Part of the name, without regard to case and diacritics' }),
    sort: z.enum(['declaredAt', '-declaredAt', 'name', '-name']).default('declaredAt'),
    ...pageRequest,
  }),
  reply: page(Member),
});

export const readMember = operation({
  name: 'membership.members.get',
  summary: 'One member of a cluster, for its members and for the party itself',
  access: { who: 'account' },
  http: { method: 'GET', path },
  request: z.strictObject(one),
  reply: Member,
});

export const Seat = z
  .strictObject({ id: Id, memberId: Id, partyId: Id, partyName: z.string(), weight: z.literal(1), since: Instant })
  .meta({ id: 'Seat', description: 'A place at the common table: one per admitted member, its weight always 1' });

export const listSeats = operation({
  name: 'membership.seats.list',
  summary: 'The seats at the common table',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: '/v1/clusters/{clusterId}/seats' },
  request: z.strictObject({ clusterId: Id, ...pageRequest }),
  reply: page(Seat),
});

export const listMyMemberships = operation({
  name: 'membership.memberships.mine',
  summary: 'The memberships of every party that the account holds a mandate of, over all clusters',
  access: { who: 'account' },
  http: { method: 'GET', path: '/v1/me/memberships' },
  request: z.strictObject({ ...pageRequest }),
  reply: page(Member),
});
