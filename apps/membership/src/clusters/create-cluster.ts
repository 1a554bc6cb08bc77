import { ClusterNameTaken, createCluster as contract, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { createCluster } from './cluster.js';
import { Clusters } from './clusters.js';

@Handles(contract)
export class CreateCluster {
  constructor(private readonly clusters: Clusters) {}

  async handle(request: RequestOf<typeof contract>, { work, now, accountId }: Call) {
    const id = newId();
    // What happens to a cluster stands in its own journal from the beginning.
    work.enter(id, accountId);
    work.refuseWhenTaken('cluster_name', refuse(ClusterNameTaken));
    return this.clusters.add(work, createCluster(id, request, now), id);
  }
}
