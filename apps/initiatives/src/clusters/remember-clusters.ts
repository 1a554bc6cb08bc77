import { ClusterChanged, ClusterChangedV1, ClusterCreated, ClusterCreatedV1, ClusterWasDissolved } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';

const news = [ClusterCreatedV1, ClusterChangedV1, ClusterCreated, ClusterChanged] as const;

/** Keeps the directory: which clusters there are, and what they are called. */
@ReactsTo(...news)
export class RememberClusters implements Reaction<(typeof news)[number]> {
  async apply(events: readonly Told<(typeof news)[number]>[], work: Work): Promise<void> {
    for (const { data } of events) work.send('INSERT INTO directory_cluster (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = $2', [data.clusterId, data.name]);
  }
}

/** Keeps the directory: which clusters are no more. */
@ReactsTo(ClusterWasDissolved)
export class ForgetDissolvedClusters implements Reaction<typeof ClusterWasDissolved> {
  async apply(events: readonly Told<typeof ClusterWasDissolved>[], work: Work): Promise<void> {
    for (const { data } of events) work.send('INSERT INTO directory_cluster (id, dissolved) VALUES ($1, true) ON CONFLICT (id) DO UPDATE SET dissolved = true', [data.clusterId]);
  }
}
