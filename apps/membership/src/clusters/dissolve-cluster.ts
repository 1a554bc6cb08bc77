import { dissolveCluster as contract, isRefusal, NotFound, refuse, type RequestOf, StaleVersion } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { dissolveEmpty } from './cluster.js';
import { Clusters } from './clusters.js';

@Handles(contract)
export class DissolveCluster {
  constructor(private readonly clusters: Clusters) {}

  async handle({ clusterId }: RequestOf<typeof contract>, { work, now, expectedVersion }: Call) {
    const [cluster, taken] = await Promise.all([this.clusters.hold(work, clusterId), work.query('SELECT FROM seat WHERE cluster_id = $1 LIMIT 1', [clusterId])]);
    if (!cluster) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== cluster.version) return refuse(StaleVersion);
    const dissolved = dissolveEmpty(cluster, taken.length, now);
    return isRefusal(dissolved) ? dissolved : this.clusters.keep(work, cluster, dissolved);
  }
}
