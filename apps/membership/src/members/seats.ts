import { Id } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { activate, type Cluster, fewestSeats } from '../clusters/cluster.js';
import { Clusters } from '../clusters/clusters.js';
import type { Terms } from './member.js';

/** The terms on which somebody may come to a table, and the cluster itself while it is still forming. */
export interface Table {
  readonly terms: Terms;
  readonly forming: Cluster | undefined;
}

/** The seats at a table: they follow the memberships by themselves; here is what follows for the cluster. */
@Injectable()
export class Seats {
  constructor(private readonly clusters: Clusters) {}

  /**
   * Finds a table in order to give a seat at it. Of a cluster that is forming nobody else does until the work ends, so
   * that two who come at once are counted one after the other.
   */
  async tableOf(work: Work, clusterId: string): Promise<Table | undefined> {
    const [forming, [terms]] = await Promise.all([
      this.clusters.holdForming(work, clusterId),
      // A statement of its own behind the lock: it sees what those before have done.
      work.query<Terms>(
        `SELECT c.state AS "clusterState", c.charter_number AS number, v.sha256, c.rules,
                CASE c.state WHEN 'forming' THEN (SELECT count(*) FROM seat s WHERE s.cluster_id = c.id) END AS seats
           FROM cluster c JOIN charter_version v ON v.cluster_id = c.id AND v.number = c.charter_number WHERE c.id = $1`,
        [clusterId],
      ),
    ]);
    return terms && { terms, forming };
  }

  /** A seat is given: with the second one a forming cluster is active. */
  given(work: Work, { forming, terms }: Table): void {
    if (forming && (terms.seats ?? 0) + 1 >= fewestSeats) this.clusters.keep(work, forming, activate(forming), forming.id);
  }

  /** Which of these members have a seat; they keep it until the work ends, which must be held. */
  async hold(work: Work, clusterId: string, memberIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await work.query<{ id: string }>(
      'SELECT id FROM member WHERE cluster_id = $1 AND id = ANY ($2::uuid[]) AND seat_id IS NOT NULL ORDER BY id FOR SHARE',
      [clusterId, memberIds.filter((id) => Id.safeParse(id).success)],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
