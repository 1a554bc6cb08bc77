import { ClusterNameTaken, createCluster as contract, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { createCluster } from './cluster.js';
import { Clusters } from './clusters.js';

@Handles(contract)
export class CreateCluster {
  constructor(private readonly clusters: Clusters) {}

  async handle(request: RequestOf<typeof contract>, { work, now }: Call) {
    work.refuseWhenTaken('cluster_name', refuse(ClusterNameTaken));
    const created = createCluster(newId(), request, now);
    return this.clusters.add(work, created, created.state.id);
  }
}
