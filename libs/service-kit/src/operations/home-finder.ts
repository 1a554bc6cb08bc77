import type { Work } from '@klaster/persistence';

/**
 * For a service some of whose things belong to one cluster and are shared with others: members of those act under the
 * path of their own cluster, and the work goes on in the tenant of the one to which the thing belongs.
 */
export interface HomeFinder {
  /**
   * The cluster in whose tenant the work goes on; undefined where it stays. Asked for operations of members, in the tenant
   * of the cluster in the path and in one flight with the caller's standing there, which is waited for before the work moves.
   * What it reads must be visible to that cluster; by `work.recall` it costs nothing where nothing has changed.
   */
  find(work: Work, request: Readonly<Record<string, unknown>>): Promise<string | undefined>;
}
