import { NotFound, readInitiativeCluster as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { showCluster } from './cluster.js';
import { InitiativeClusters } from './initiative-clusters.js';

@Handles(contract)
export class ReadInitiativeCluster {
  constructor(private readonly clusters: InitiativeClusters) {}

  async handle({ initiativeId, invitedClusterId }: RequestOf<typeof contract>, { work }: Call) {
    const cluster = await this.clusters.find(work, initiativeId, invitedClusterId);
    return cluster ? showCluster(cluster) : refuse(NotFound);
  }
}
