import { ClusterNameTaken, createCluster as contract, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Charters } from '../charters/charters.js';
import { foundWith } from '../charters/charter.js';
import { foundingCharter } from '../charters/founding-charter.js';
import { createCluster } from './cluster.js';
import { Clusters } from './clusters.js';

@Handles(contract)
export class CreateCluster {
  constructor(
    private readonly clusters: Clusters,
    private readonly charters: Charters,
  ) {}

  async handle({ charter, ...fields }: RequestOf<typeof contract>, { work, now, accountId }: Call) {
    const id = newId();
    // What happens to a cluster stands in its own journal from the beginning.
    work.enter(id, accountId);
    work.refuseWhenTaken('cluster_name', refuse(ClusterNameTaken));
    const founding = foundingCharter(charter);
    const cluster = this.clusters.add(work, createCluster(id, { ...fields, rules: founding.rules }, now), id);
    this.charters.add(work, foundWith({ id: newId(), clusterId: id, ...founding }, now), id);
    return cluster;
  }
}
