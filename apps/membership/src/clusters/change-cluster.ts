import { changeCluster as contract, ClusterNameTaken, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { changeCluster } from './cluster.js';
import { Clusters } from './clusters.js';

@Handles(contract)
export class ChangeCluster {
  constructor(private readonly clusters: Clusters) {}

  handle({ clusterId, ...fields }: RequestOf<typeof contract>, { work, expectedVersion }: Call) {
    work.refuseWhenTaken('cluster_name', refuse(ClusterNameTaken));
    return this.clusters.change(work, clusterId, expectedVersion, (cluster) => changeCluster(cluster, fields));
  }
}
