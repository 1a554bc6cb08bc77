import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, line, page, pageRequest, prose, Version } from '../core/values.js';
import { CharterRules, CharterRulesInput, CharterText } from './charters.js';

export const Federation = z
  .strictObject({ name: z.string(), locale: z.string(), currency: z.string(), timeZone: z.string() })
  .meta({ id: 'Federation', description: 'The installation: one federation of social clusters' });

export const clusterStates = ['forming', 'active', 'dissolved'] as const;

export const Cluster = z
  .strictObject({
    id: Id,
    version: Version,
    name: z.string(),
    purpose: z.string(),
    municipality: z.string(),
    state: z.enum(clusterStates).meta({ description: 'Forming until two members sit at its table' }),
    charterNumber: z.int().min(1).meta({ description: 'The version of the charter in force' }),
    rules: CharterRules,
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
export const ClusterDissolved = problem({
  slug: 'cluster-dissolved',
  status: 409,
  title: { en: 'This cluster is dissolved', pl: 'Ten klaster jest rozwiązany' },
  detail: { en: 'Its record stays open to read; nothing new is done in it.', pl: 'Jego zapisy można czytać; nic nowego się w nim nie dzieje.' },
});
export const SeatsTaken = problem({
  slug: 'seats-taken',
  status: 409,
  title: { en: 'Members sit at this table', pl: 'Przy tym stole siedzą członkowie' },
  detail: {
    en: 'They dissolve their cluster themselves, by a resolution with "about": { "effect": "dissolution" }.',
    pl: 'Sami rozwiązują swój klaster, uchwałą z "about": { "effect": "dissolution" }.',
  },
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
};

export const createCluster = operation({
  name: 'membership.clusters.create',
  summary: 'An operator makes a cluster, with its founding charter',
  access: { who: 'operator' },
  http: { method: 'POST', path: '/v1/clusters', location: '/v1/clusters/{id}' },
  request: z.strictObject({
    ...clusterFields,
    charter: z
      .strictObject({ text: CharterText.optional(), rules: CharterRulesInput.default({}) })
      .default({ rules: {} })
      .meta({ description: 'The founding charter; text and rules that are left out are those of the federation' }),
  }),
  reply: Cluster,
  problems: [ClusterNameTaken],
});

export const changeCluster = operation({
  name: 'membership.clusters.change',
  summary: 'An operator corrects what is said of a cluster; its rules are changed by its charter alone',
  access: { who: 'operator' },
  http: { method: 'PATCH', path: '/v1/clusters/{clusterId}' },
  request: z.strictObject({ clusterId: Id, ...z.strictObject(clusterFields).partial().shape }),
  reply: Cluster,
  problems: [ClusterNameTaken],
});

export const dissolveCluster = operation({
  name: 'membership.clusters.dissolve',
  summary: 'An operator dissolves a cluster at whose table nobody sits; members dissolve theirs by a resolution',
  access: { who: 'operator' },
  http: { method: 'DELETE', path: '/v1/clusters/{clusterId}' },
  request: z.strictObject({ clusterId: Id }),
  reply: Cluster,
  problems: [SeatsTaken, ClusterDissolved],
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

/** As it was told before clusters had charters. */
export const ClusterCreatedV1 = event({
  name: 'membership.cluster.created',
  version: 1,
  summary: 'A cluster was made',
  data: z.strictObject({ clusterId: Id, name: z.string(), admissionRule: z.enum(['open']), confirmationWindowDays: z.int() }),
});

/** As it was told before clusters had charters. */
export const ClusterChangedV1 = event({
  name: 'membership.cluster.changed',
  version: 1,
  summary: 'What is said of a cluster was corrected',
  data: z.strictObject({ clusterId: Id, name: z.string(), confirmationWindowDays: z.int() }),
});

export const ClusterCreated = event({
  name: 'membership.cluster.created',
  version: 2,
  summary: 'A cluster was made',
  data: z.strictObject({ clusterId: Id, name: z.string(), charterNumber: z.int(), rules: CharterRules }),
});
export const ClusterChanged = event({
  name: 'membership.cluster.changed',
  version: 2,
  summary: 'What is said of a cluster was corrected',
  data: z.strictObject({ clusterId: Id, name: z.string() }),
});
export const ClusterRulesChanged = event({
  name: 'membership.cluster.rules-changed',
  version: 1,
  summary: 'A cluster has other rules, by a version of its charter',
  data: z.strictObject({ clusterId: Id, charterNumber: z.int(), rules: CharterRules }),
});
export const ClusterActivated = event({
  name: 'membership.cluster.activated',
  version: 1,
  summary: 'Two members sit at the table of a cluster: it is active',
  data: z.strictObject({ clusterId: Id }),
});
export const ClusterWasDissolved = event({
  name: 'membership.cluster.dissolved',
  version: 1,
  summary: 'A cluster was dissolved',
  data: z.strictObject({ clusterId: Id, matterId: Id.nullable(), dissolvedAt: Instant }),
});
