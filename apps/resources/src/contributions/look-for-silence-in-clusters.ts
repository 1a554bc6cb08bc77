import { ClusterActivated, ClusterCreated, ClusterCreatedV1 } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { nextLook } from './silence.js';

type Heard = typeof ClusterCreated | typeof ClusterCreatedV1 | typeof ClusterActivated;

/** From the day on which a cluster is heard of it is looked every day what silence has confirmed. One that was made long ago, before there was a look, is heard of when two sit at its table. */
@ReactsTo(ClusterCreated, ClusterCreatedV1, ClusterActivated)
export class LookForSilenceInClusters implements Reaction<Heard> {
  async apply(events: readonly Told<Heard>[], work: Work): Promise<void> {
    for (const { time, data: { clusterId } } of events) work.schedule({ name: 'confirm-by-silence', subject: clusterId, dueAt: nextLook(time), clusterId });
  }
}
