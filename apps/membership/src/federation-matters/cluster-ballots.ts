import type { ClusterBallot } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { Matters } from '../matters/matters.js';
import type { OwnDecision } from './nested-mandate.js';

/** A ballot of a cluster as clients see it: `ballot b`. */
export const shownClusterBallot = 'b.matter_id AS "matterId", b.member_id AS "clusterId", b.version, b.choice, b.decided_by AS "decidedBy", instant(b.cast_at) AS "castAt"';

/** The ballots of clusters, and what they are bound to. */
@Injectable()
export class ClusterBallots {
  constructor(private readonly matters: Matters) {}

  /** The ballot of a cluster; undefined where it was given none. The federation is entered. */
  async find(work: Work, matterId: string, clusterId: string): Promise<ClusterBallot | undefined> {
    const [ballot] = await work.query<ClusterBallot>(`SELECT ${shownClusterBallot} FROM ballot b WHERE b.matter_id = $1 AND b.member_id = $2`, [matterId, clusterId]);
    return ballot;
  }

  /** What a matter of the own table has decided of one of the federation. The cluster is entered. */
  async ownDecision(work: Work, id: string, federationMatterId: string): Promise<OwnDecision | undefined> {
    const [matter, [latest]] = await Promise.all([
      this.matters.find(work, id),
      work.query<{ id: string }>(
        `SELECT id FROM matter WHERE cluster_id = current_cluster() AND about ->> 'federationMatterId' = $1 AND state = 'decided' AND outcome <> 'no-quorum'
          ORDER BY decided_at DESC, id DESC LIMIT 1`,
        [federationMatterId],
      ),
    ]);
    return matter && { matter, isLatest: latest?.id === id };
  }
}
