import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, page, pageRequest, Version } from '../core/values.js';
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

export const declareReadiness = operation({
  name: 'membership.members.declare',
  summary: 'A party declares its readiness to work together in a cluster',
  access: { who: 'account' },
  http: { method: 'POST', path: '/v1/clusters/{clusterId}/members', location: '/v1/clusters/{clusterId}/members/{id}' },
  request: z.strictObject({ clusterId: Id, partyId: Id }),
  reply: Member,
  problems: [NoMandate, AlreadyMember],
});

export const admitMember = operation({
  name: 'membership.members.admit',
  summary: 'Admits a party that declared its readiness; under the rule "open" its own representative does so by accepting the charter',
  access: { who: 'account' },
  http: { method: 'POST', path: '/v1/clusters/{clusterId}/members/{memberId}/admission' },
  request: z.strictObject({
    clusterId: Id,
    memberId: Id,
    acceptsCharter: z.literal(true).meta({ description: 'The party accepts the charter of the cluster' }),
  }),
  reply: Member,
  problems: [NoMandate, AlreadyDecided],
});

export const listMembers = operation({
  name: 'membership.members.list',
  summary: 'The members of a cluster, in the order in which they declared their readiness',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: '/v1/clusters/{clusterId}/members' },
  request: z.strictObject({ clusterId: Id, state: z.enum(memberStates).optional(), ...pageRequest }),
  reply: page(Member),
});

export const readMember = operation({
  name: 'membership.members.get',
  summary: 'One member of a cluster, for its members and for the party itself',
  access: { who: 'account' },
  http: { method: 'GET', path: '/v1/clusters/{clusterId}/members/{memberId}' },
  request: z.strictObject({ clusterId: Id, memberId: Id }),
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

export const ReadinessDeclared = event({
  name: 'membership.member.declared',
  version: 1,
  summary: 'A party declared its readiness to work together',
  data: z.strictObject({ memberId: Id, clusterId: Id, partyId: Id }),
});

export const MemberAdmitted = event({
  name: 'membership.member.admitted',
  version: 1,
  summary: 'A party was admitted and has its seat. The name of a natural person is personal data and stays out.',
  data: z.strictObject({
    memberId: Id,
    clusterId: Id,
    partyId: Id,
    partyName: z.string().nullable(),
    partyKind: z.enum(partyKinds),
    sphere: z.enum(spheres),
    seatId: Id,
    admittedAt: Instant,
  }),
});
