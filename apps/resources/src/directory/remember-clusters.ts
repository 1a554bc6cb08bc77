import { ClusterChanged, ClusterChangedV1, ClusterCreated, ClusterCreatedV1, ClusterRulesChanged } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';

const news = [ClusterCreatedV1, ClusterChangedV1, ClusterCreated, ClusterChanged, ClusterRulesChanged] as const;
type News = Told<(typeof news)[number]>;

/** Keeps the directory: what a cluster is called, and for how long it waits before silence confirms. An event tells both or one of the two. */
@ReactsTo(...news)
export class RememberClusters implements Reaction<(typeof news)[number]> {
  async apply(events: readonly News[], work: Work): Promise<void> {
    for (const { data } of events) {
      await work.query(
        `INSERT INTO directory_cluster AS known (cluster_id, name, confirmation_days) VALUES ($1, $2, $3)
         ON CONFLICT (cluster_id) DO UPDATE SET name = coalesce($2, known.name), confirmation_days = coalesce($3, known.confirmation_days)`,
        [data.clusterId, 'name' in data ? data.name : null, daysIn(data)],
      );
    }
  }
}

function daysIn(data: News['data']): number | null {
  if ('rules' in data) return data.rules.confirmationDays;
  return 'confirmationWindowDays' in data ? data.confirmationWindowDays : null;
}
