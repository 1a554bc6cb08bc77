import { accept, ClusterChanged, ClusterCreated, type Decision, type Instant } from '@klaster/contracts';

/** A social cluster: one common table. */
export interface Cluster {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly purpose: string;
  readonly municipality: string;
  readonly state: 'forming' | 'active' | 'dissolved';
  readonly admissionRule: 'open';
  readonly confirmationWindowDays: number;
  readonly createdAt: Instant;
}

export type ClusterFields = Pick<Cluster, 'name' | 'purpose' | 'municipality' | 'confirmationWindowDays'>;

export function createCluster(id: string, fields: ClusterFields & Pick<Cluster, 'admissionRule'>, now: Instant) {
  const cluster: Cluster = { id, version: 0, ...fields, state: 'forming', createdAt: now };
  const { name, admissionRule, confirmationWindowDays } = cluster;
  return accept(cluster, [ClusterCreated.of({ clusterId: id, name, admissionRule, confirmationWindowDays })]);
}

export function changeCluster(cluster: Cluster, fields: { readonly [Field in keyof ClusterFields]?: ClusterFields[Field] | undefined }): Decision<Cluster, never> {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const changed: Cluster = { ...cluster, ...given };
  const { id: clusterId, name, confirmationWindowDays } = changed;
  return accept(changed, [ClusterChanged.of({ clusterId, name, confirmationWindowDays })]);
}
