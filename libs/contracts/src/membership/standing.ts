import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, page, pageRequest, prose, Sha256, Version } from '../core/values.js';
import { AssemblyWrongState } from './assemblies.js';
import { MatterWrongState } from './matters.js';

/* How seats stand to each other and to what is decided: interests and delegations. */

const matterPath = '/v1/clusters/{clusterId}/matters/{matterId}' as const;
const assemblyPath = '/v1/clusters/{clusterId}/assemblies/{assemblyId}' as const;

export const Interest = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    memberId: Id.meta({ description: 'The member that declares it' }),
    matterId: Id.nullable(),
    initiativeId: Id.nullable(),
    partnerId: Id.nullable().meta({ description: 'The member in whom it has an interest' }),
    text: z.string(),
    declaredAt: Instant,
  })
  .meta({ id: 'Interest', description: 'A declared conflict of interest: in a matter, an initiative or a partner' });
export type Interest = z.output<typeof Interest>;

export const declareInterest = operation({
  name: 'membership.interests.declare',
  summary: 'A seat declares its interest in a matter: it is shown beside its ballot',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${matterPath}/interests`, location: '/v1/clusters/{clusterId}/interests/{id}' },
  request: z.strictObject({ clusterId: Id, matterId: Id, text: prose(2_000) }),
  reply: Interest,
  problems: [MatterWrongState],
});

export const listMatterInterests = operation({
  name: 'membership.interests.of-matter',
  summary: 'The interests declared in a matter',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${matterPath}/interests` },
  request: z.strictObject({ clusterId: Id, matterId: Id, ...pageRequest }),
  reply: page(Interest),
});

export const InterestUnfit = problem({
  slug: 'interest-unfit',
  status: 422,
  title: { en: 'Name one thing', pl: 'Wskaż jedną rzecz' },
  detail: { en: 'An interest is one in an initiative or in another member of this cluster: name exactly one of them.', pl: 'Interes dotyczy inicjatywy albo innego członka tego klastra: wskaż dokładnie jedno z nich.' },
});

export const declareLastingInterest = operation({
  name: 'membership.interests.declare-lasting',
  summary: 'A seat declares its interest in an initiative or in a partner: it is shown in every matter about them',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: '/v1/clusters/{clusterId}/interests', location: '/v1/clusters/{clusterId}/interests/{id}' },
  request: z.strictObject({ clusterId: Id, initiativeId: Id.optional(), partnerId: Id.optional(), text: prose(2_000) }),
  reply: Interest,
  problems: [InterestUnfit],
});

export const listInterests = operation({
  name: 'membership.interests.list',
  summary: 'The interests that the seats of a cluster have declared',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: '/v1/clusters/{clusterId}/interests' },
  request: z.strictObject({ clusterId: Id, memberId: Id.optional(), ...pageRequest }),
  reply: page(Interest),
});

export const readInterest = operation({
  name: 'membership.interests.get',
  summary: 'One declared interest',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: '/v1/clusters/{clusterId}/interests/{interestId}' },
  request: z.strictObject({ clusterId: Id, interestId: Id }),
  reply: Interest,
});

export const Delegation = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    from: Id.meta({ description: 'The member whose seat is represented' }),
    to: Id.meta({ description: 'The member that represents it' }),
    matterId: Id.nullable(),
    assemblyId: Id.nullable().meta({ description: 'For the matters on the agenda of an assembly' }),
    givenAt: Instant,
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'Delegation', description: 'A seat is represented by another member, for one matter or one assembly' });
export type Delegation = z.output<typeof Delegation>;

export const DelegationNotAllowed = problem({
  slug: 'delegation-not-allowed',
  status: 409,
  title: { en: 'The charter allows no delegation', pl: 'Karta nie dopuszcza przekazywania głosu' },
  detail: { en: 'Each seat votes itself here.', pl: 'Tutaj każde miejsce głosuje samo.' },
});
export const DelegationLimit = problem({
  slug: 'delegation-limit',
  status: 409,
  title: { en: 'This member represents enough seats already', pl: 'Ten członek reprezentuje już dość miejsc' },
  detail: { en: 'The charter allows {limit}. Choose another member.', pl: 'Karta dopuszcza {limit}. Wybierz innego członka.' },
});
export const DelegationUnfit = problem({
  slug: 'delegation-unfit',
  status: 422,
  title: { en: 'This seat cannot be represented so', pl: 'To miejsce nie może być tak reprezentowane' },
  detail: { en: 'Delegate to another admitted member of the cluster that has not delegated its own vote here.', pl: 'Przekaż głos innemu przyjętemu członkowi klastra, który sam go tu nie przekazał.' },
});
export const DelegationExists = problem({
  slug: 'delegation-exists',
  status: 409,
  title: { en: 'This seat is represented already', pl: 'To miejsce jest już reprezentowane' },
  detail: { en: 'End that delegation first.', pl: 'Najpierw zakończ tamto przekazanie głosu.' },
});

const given = [DelegationNotAllowed, DelegationLimit, DelegationUnfit, DelegationExists] as const;

export const delegateVote = operation({
  name: 'membership.delegations.give',
  summary: 'A seat lets another member represent it in a matter',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${matterPath}/delegations`, location: `${matterPath}/delegations/{id}` },
  request: z.strictObject({ clusterId: Id, matterId: Id, to: Id }),
  reply: Delegation,
  problems: [MatterWrongState, ...given],
});

export const endDelegation = operation({
  name: 'membership.delegations.end',
  summary: 'A seat represents itself again in a matter',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'DELETE', path: `${matterPath}/delegations/{delegationId}` },
  request: z.strictObject({ clusterId: Id, matterId: Id, delegationId: Id }),
  reply: Delegation,
  problems: [MatterWrongState],
});

export const listDelegations = operation({
  name: 'membership.delegations.list',
  summary: 'Which seats are represented by whom in a matter',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${matterPath}/delegations` },
  request: z.strictObject({ clusterId: Id, matterId: Id, ...pageRequest }),
  reply: page(Delegation),
});

export const readDelegation = operation({
  name: 'membership.delegations.get',
  summary: 'One delegation in a matter',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${matterPath}/delegations/{delegationId}` },
  request: z.strictObject({ clusterId: Id, matterId: Id, delegationId: Id }),
  reply: Delegation,
});

export const delegateSeat = operation({
  name: 'membership.assembly-delegations.give',
  summary: 'A seat lets another member represent it at an assembly, in the matters on its agenda',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${assemblyPath}/delegations`, location: `${assemblyPath}/delegations/{id}` },
  request: z.strictObject({ clusterId: Id, assemblyId: Id, to: Id }),
  reply: Delegation,
  problems: [AssemblyWrongState, ...given],
});

export const endSeatDelegation = operation({
  name: 'membership.assembly-delegations.end',
  summary: 'A seat represents itself again at an assembly',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'DELETE', path: `${assemblyPath}/delegations/{delegationId}` },
  request: z.strictObject({ clusterId: Id, assemblyId: Id, delegationId: Id }),
  reply: Delegation,
  problems: [AssemblyWrongState],
});

export const listSeatDelegations = operation({
  name: 'membership.assembly-delegations.list',
  summary: 'Which seats are represented by whom at an assembly',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${assemblyPath}/delegations` },
  request: z.strictObject({ clusterId: Id, assemblyId: Id, ...pageRequest }),
  reply: page(Delegation),
});

export const readSeatDelegation = operation({
  name: 'membership.assembly-delegations.get',
  summary: 'One delegation at an assembly',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${assemblyPath}/delegations/{delegationId}` },
  request: z.strictObject({ clusterId: Id, assemblyId: Id, delegationId: Id }),
  reply: Delegation,
});

export const InterestDeclared = event({
  name: 'membership.interest.declared',
  version: 1,
  summary: 'A seat declared its interest',
  data: z.strictObject({ interestId: Id, clusterId: Id, memberId: Id, matterId: Id.nullable(), initiativeId: Id.nullable(), partnerId: Id.nullable(), textSha256: Sha256, declaredAt: Instant }),
});

const delegated = { delegationId: Id, clusterId: Id, from: Id, to: Id, matterId: Id.nullable(), assemblyId: Id.nullable() };
export const DelegationGiven = event({
  name: 'membership.delegation.given',
  version: 1,
  summary: 'A seat is represented by another member',
  data: z.strictObject({ ...delegated, givenAt: Instant }),
});
export const DelegationEnded = event({
  name: 'membership.delegation.ended',
  version: 1,
  summary: 'A seat represents itself again',
  data: z.strictObject({ ...delegated, endedAt: Instant }),
});
