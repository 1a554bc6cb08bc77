import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, line, page, pageRequest, prose, Version } from '../core/values.js';

export const Federation = z
  .strictObject({ name: z.string(), locale: z.string(), currency: z.string(), timeZone: z.string() })
  .meta({ id: 'Federation', description: 'The installation: one federation of social clusters' });

export const Cluster = z
  .strictObject({
    id: Id,
    version: Version,
    name: z.string(),
    purpose: z.string(),
    municipality: z.string(),
    state: z.enum(['forming', 'active', 'dissolved']),
    admissionRule: z.enum(['open']),
    confirmationWindowDays: z.int(),
    createdAt: Instant,
  })
  .meta({ id: 'Cluster', description: 'A social cluster: one common table' });
export type Cluster = z.output<typeof Cluster>;

export const ClusterNameTaken = problem({
  slug: 'cluster-name-taken',
  status: 409,
  title: { en: 'A cluster of this name exists', pl: 'Klaster o tej nazwie już istnieje' },
  detail: { en: 'Choose a name that tells the two apart.', pl: 'Wybierz nazwę, która pozwoli je odróżnić.' },
});

export const readFederation = operation({
  name: 'membership.federation.get',
  summary: 'The federation: its name, language, currency and time zone',
  access: { who: 'anyone' },
  http: { method: 'GET', path: '/v1/federation' },
  request: z.strictObject({}),
  reply: Federation,
});

const clusterFields = {
  name: line(120),
  purpose: prose(2000),
  municipality: line(80),
  confirmationWindowDays: z.int().min(1).max(90),
};

export const createCluster = operation({
  name: 'membership.clusters.create',
  summary: 'An operator makes a cluster',
  access: { who: 'operator' },
  http: { method: 'POST', path: '/v1/clusters', location: '/v1/clusters/{id}' },
  request: z.strictObject({
    ...clusterFields,
    admissionRule: z.enum(['open']).default('open'),
    confirmationWindowDays: clusterFields.confirmationWindowDays.default(14),
  }),
  reply: Cluster,
  problems: [ClusterNameTaken],
});

export const changeCluster = operation({
  name: 'membership.clusters.change',
  summary: 'An operator corrects what is said of a cluster',
  access: { who: 'operator' },
  http: { method: 'PATCH', path: '/v1/clusters/{clusterId}' },
  request: z.strictObject({ clusterId: Id, ...z.strictObject(clusterFields).partial().shape }),
  reply: Cluster,
  problems: [ClusterNameTaken],
});

export const listClusters = operation({
  name: 'membership.clusters.list',
  summary: 'The clusters of the federation',
  access: { who: 'anyone' },
  http: { method: 'GET', path: '/v1/clusters' },
  request: z.strictObject({ ...pageRequest }),
  reply: page(Cluster),
});

export const readCluster = operation({
  name: 'membership.clusters.get',
  summary: 'One cluster',
  access: { who: 'anyone' },
  http: { method: 'GET', path: '/v1/clusters/{clusterId}' },
  request: z.strictObject({ clusterId: Id }),
  reply: Cluster,
});

export const ClusterCreated = event({
  name: 'membership.cluster.created',
  version: 1,
  summary: 'A cluster was made',
  data: z.strictObject({ clusterId: Id, name: z.string(), admissionRule: z.enum(['open']), confirmationWindowDays: z.int() }),
});

export const ClusterChanged = event({
  name: 'membership.cluster.changed',
  version: 1,
  summary: 'What is said of a cluster was corrected',
  data: z.strictObject({ clusterId: Id, name: z.string(), confirmationWindowDays: z.int() }),
});
