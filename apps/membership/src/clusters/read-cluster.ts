import { NotFound, readCluster as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Clusters } from './clusters.js';

@Handles(contract)
export class ReadCluster {
  constructor(private readonly clusters: Clusters) {}

  async handle({ clusterId }: RequestOf<typeof contract>, { work }: Call) {
    return (await this.clusters.find(work, clusterId)) ?? refuse(NotFound);
  }
}
