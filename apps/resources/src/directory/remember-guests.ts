import { InitiativeClusterDecided, InitiativeClusterLeft } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';

type News = typeof InitiativeClusterDecided | typeof InitiativeClusterLeft;

/** Keeps the directory: which other clusters take part in an initiative, told in its home. The home itself decides as well, and a cluster that declines takes no part. */
@ReactsTo(InitiativeClusterDecided, InitiativeClusterLeft)
export class RememberGuests implements Reaction<News> {
  async apply(events: readonly Told<News>[], work: Work): Promise<void> {
    for (const { data } of events) {
      const { initiativeId, clusterId, invitedClusterId } = data;
      const state = 'how' in data ? data.how : 'left';
      if (invitedClusterId === clusterId || state === 'declined') continue;
      await work.query(
        `INSERT INTO directory_guest (initiative_id, cluster_id, guest_cluster_id, state) VALUES ($1, $2, $3, $4)
         ON CONFLICT (initiative_id, guest_cluster_id) DO UPDATE SET state = excluded.state`,
        [initiativeId, clusterId, invitedClusterId, state],
      );
    }
  }
}
