import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';

/** The clusters that take part in initiatives across clusters. */
@Injectable()
export class InitiativeClusters {
  /** The names of those whose table has not accepted the initiative, of the home and of those from which partners come. */
  async undecided(work: Work, initiativeId: string): Promise<string[]> {
    const rows = await work.query<{ name: string }>(
      `SELECT coalesce(c.name, c.invited_cluster_id::text) AS name FROM initiative_cluster c
        WHERE c.initiative_id = $1 AND c.state = 'invited' AND (c.invited_cluster_id = c.cluster_id
           OR EXISTS (SELECT FROM initiative_partner p WHERE p.initiative_id = $1 AND p.home_cluster_id = c.invited_cluster_id))
        ORDER BY c.invited_at, c.invited_cluster_id`,
      [initiativeId],
    );
    return rows.map(({ name }) => name);
  }
}
