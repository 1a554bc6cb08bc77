import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, page, pageRequest } from '../core/values.js';
import { InitiativeState, NotPartner, WrongState } from './initiatives.js';

/* Initiatives across clusters: each of them accepts the initiative at its own table. */

const inInitiative = { clusterId: Id, initiativeId: Id };
const base = '/v1/clusters/{clusterId}/initiatives/{initiativeId}/clusters' as const;

export const initiativeClusterStates = ['invited', 'accepted', 'declined', 'leaving', 'left'] as const;

export const InitiativeCluster = z
  .strictObject({
    initiativeId: Id,
    homeClusterId: Id,
    invitedClusterId: Id.meta({ description: 'The cluster whose table decides; the home, too, once another was invited' }),
    name: z.string().nullable().meta({ description: 'As the cluster was called when it was invited' }),
    initiativeTitle: z.string(),
    state: z.enum(initiativeClusterStates),
    invitedBy: Id,
    invitedAt: Instant,
    decidedAt: Instant.nullable(),
    matterId: Id.nullable().meta({ description: 'The decision of its table' }),
    leftAt: Instant.nullable(),
  })
  .meta({ id: 'InitiativeCluster', description: 'A cluster that takes part in an initiative, or was invited to' });
export type InitiativeCluster = z.output<typeof InitiativeCluster>;

export const ClusterInvited = problem({
  slug: 'cluster-invited-already',
  status: 409,
  title: { en: 'The cluster was invited already', pl: 'Ten klaster został już zaproszony' },
  detail: { en: 'Its state is {state}.', pl: 'Jego stan: {state}.' },
});
export const UnknownCluster = problem({
  slug: 'unknown-cluster',
  status: 422,
  title: { en: 'There is no such cluster', pl: 'Nie ma takiego klastra' },
  detail: { en: 'Look at GET /v1/clusters for the clusters of the federation.', pl: 'Klastry federacji podaje GET /v1/clusters.' },
});

export const inviteCluster = operation({
  name: 'initiatives.clusters.invite',
  summary: 'A partner invites another cluster; its table, and the table of the home, accept the initiative by a resolution with the effect initiative-acceptance',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: base, location: `${base}/{invitedClusterId}` },
  request: z.strictObject({ ...inInitiative, invitedClusterId: Id }),
  reply: InitiativeCluster,
  problems: [NotPartner, WrongState, ClusterInvited, UnknownCluster],
});
export const listInitiativeClusters = operation({
  name: 'initiatives.clusters.list',
  summary: 'The clusters of an initiative; none where it is in its home alone',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ ...inInitiative, ...pageRequest }),
  reply: page(InitiativeCluster),
});
export const readInitiativeCluster = operation({
  name: 'initiatives.clusters.get',
  summary: 'How one cluster takes part in an initiative',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{invitedClusterId}` },
  request: z.strictObject({ ...inInitiative, invitedClusterId: Id }),
  reply: InitiativeCluster,
});
export const listSharedInitiatives = operation({
  name: 'initiatives.clusters.list-shared',
  summary: 'The initiatives of other clusters in which this one takes part or to which it is invited, newest invitation first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: '/v1/clusters/{clusterId}/shared-initiatives' },
  request: z.strictObject({ clusterId: Id, state: z.enum(initiativeClusterStates).optional(), ...pageRequest }),
  reply: page(InitiativeCluster),
});

const told = { ...inInitiative, invitedClusterId: Id };
export const InitiativeClusterInvited = event({
  name: 'initiatives.cluster.invited',
  version: 1,
  summary: 'A cluster is asked to accept an initiative',
  data: z.strictObject({ ...told, invitedBy: Id, invitedAt: Instant }),
});
export const InitiativeClusterDecided = event({
  name: 'initiatives.cluster.decided',
  version: 1,
  summary: 'The table of a cluster has decided about an initiative',
  data: z.strictObject({ ...told, how: z.enum(['accepted', 'declined', 'leaving']), state: InitiativeState, matterId: Id, decidedAt: Instant }),
});
export const InitiativeClusterLeft = event({
  name: 'initiatives.cluster.left',
  version: 1,
  summary: 'A cluster takes part in an initiative no longer: its last partner has left',
  data: z.strictObject({ ...told, leftAt: Instant }),
});
