import type { ResourceKind } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';

/** What somebody has given of a kind, in one unit. */
export interface Given {
  readonly memberId: string;
  readonly kind: ResourceKind;
  /** The unit; of money the currency. */
  readonly unit: string;
  /** Exact decimal; of money in minor units. */
  readonly value: string;
}

/** What resources has told of an initiative. */
@Injectable()
export class Progress {
  /** What was given and confirmed, less what was taken back, by giver, kind and unit. */
  contributed(work: Work, initiativeId: string): Promise<Given[]> {
    return work.query<Given>(
      `SELECT giver AS "memberId", kind, unit, trim_scale(sum(value))::text AS value FROM seen_contribution WHERE initiative_id = $1 AND state = 'confirmed' GROUP BY giver, kind, unit HAVING sum(value) <> 0 ORDER BY giver, kind, unit`,
      [initiativeId],
    );
  }

  /** How many promises to it are open still. */
  async openPromises(work: Work, initiativeId: string): Promise<number> {
    const [row] = await work.query<{ count: number }>(`SELECT count(*)::int AS count FROM seen_pledge WHERE initiative_id = $1 AND state IN ('proposed', 'accepted', 'partly-fulfilled')`, [initiativeId]);
    return row!.count;
  }
}
