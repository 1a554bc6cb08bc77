import {
  accept, type CharterRules, ClusterActivated, ClusterChanged, ClusterCreated, ClusterDissolved, ClusterRulesChanged, type Cluster as ClusterView, ClusterWasDissolved, type Decision,
  type Instant, isRefusal, refuse, SeatsTaken,
} from '@klaster/contracts';

/** A social cluster: one common table. */
export interface Cluster {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly purpose: string;
  readonly municipality: string;
  readonly state: ClusterView['state'];
  /** The charter in force, and its rules, kept here too so that they are read with the cluster. */
  readonly charterNumber: number;
  readonly rules: CharterRules;
  readonly createdAt: Instant;
}

export type ClusterFields = Pick<Cluster, 'name' | 'purpose' | 'municipality'>;

export function createCluster(id: string, fields: ClusterFields & Pick<Cluster, 'rules'>, now: Instant) {
  const cluster: Cluster = { id, version: 0, ...fields, state: 'forming', charterNumber: 1, createdAt: now };
  const { name, rules, charterNumber } = cluster;
  return accept(cluster, [ClusterCreated.of({ clusterId: id, name, charterNumber, rules })]);
}

export function changeCluster(cluster: Cluster, fields: { readonly [Field in keyof ClusterFields]?: ClusterFields[Field] | undefined }): Decision<Cluster, never> {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const changed: Cluster = { ...cluster, ...given };
  const { id: clusterId, name } = changed;
  return accept(changed, [ClusterChanged.of({ clusterId, name })]);
}

/** A partnership needs two: with the second seat a forming cluster is active. */
export const fewestSeats = 2;

export function activate(cluster: Cluster) {
  return accept({ ...cluster, state: 'active' } as const satisfies Cluster, [ClusterActivated.of({ clusterId: cluster.id })]);
}

/** What a charter that comes into force changes. */
export function changeRules(cluster: Cluster, charterNumber: number, rules: CharterRules) {
  const changed: Cluster = { ...cluster, charterNumber, rules };
  return accept(changed, [ClusterRulesChanged.of({ clusterId: cluster.id, charterNumber, rules })]);
}

/** The refusal of whatever is new in a cluster, once it is dissolved: its record stays open to read. */
export const refuseDissolved = ({ state }: Pick<Cluster, 'state'>) => (state === 'dissolved' ? refuse(ClusterDissolved) : undefined);

/** A cluster is dissolved: by the decision of its table on a matter, or without one. */
export function dissolve(cluster: Cluster, matterId: string | null, now: Instant): Decision<Cluster, 'cluster-dissolved'> {
  return refuseDissolved(cluster) ?? accept({ ...cluster, state: 'dissolved' }, [ClusterWasDissolved.of({ clusterId: cluster.id, matterId, dissolvedAt: now })]);
}

/** An operator dissolves a cluster only where nobody sits at its table. */
export function dissolveEmpty(cluster: Cluster, seats: number, now: Instant): Decision<Cluster, 'cluster-dissolved' | 'seats-taken'> {
  const dissolved = dissolve(cluster, null, now);
  return seats > 0 && !isRefusal(dissolved) ? refuse(SeatsTaken) : dissolved;
}
