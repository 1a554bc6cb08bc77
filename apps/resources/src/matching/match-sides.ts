import { type Instant, type Listing, MatchDismissed, MatchFound } from '@klaster/contracts';
import { newId, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { Fit, Known } from './match.js';
import { pairOf } from './matches.js';

type Side = Listing['side'];

/** A side of a match: whose it is, in its own cluster. */
export interface MatchSide {
  readonly clusterId: string;
  readonly side: Side;
  readonly needId: string;
  readonly offerId: string;
}

export interface Dismissed {
  readonly dismissedBy: string;
  readonly dismissedAt: Instant;
}

/** What the sides of matches know: each has its own, in its own cluster. All of it in a work that is held. */
@Injectable()
export class MatchSides {
  /** How often a side was told of matches of its listing since an instant. */
  async countTold(work: Work, { clusterId, side, id }: Known, since: Instant): Promise<number> {
    const [row] = await work.query<{ told: number }>(`SELECT count(*) AS told FROM match WHERE cluster_id = $1 AND side = '${side}' AND ${side}_id = $2 AND told_at > $3`, [clusterId, id, since]);
    return row!.told;
  }

  /** Tells the side of a listing what goes together with it; answers false where it has been told before, or does not want to know. */
  async tell(work: Work, subject: Known, other: Known, { score, reasons }: Fit, now: Instant): Promise<boolean> {
    const [matchId, { clusterId, side }, { needId, offerId }] = [newId(), subject, pairOf(subject, other.id)];
    const told = await work.query(
      `INSERT INTO match (id, version, cluster_id, side, need_id, offer_id, told_at) VALUES ($1, 1, $2, $3, $4, $5, $6)
         ON CONFLICT ON CONSTRAINT match_of_side DO NOTHING RETURNING 1`,
      [matchId, clusterId, side, needId, offerId, now],
    );
    if (told.length === 0) return false;
    work.tell(matchId, 1, [MatchFound.of({ matchId, clusterId, side, needId, offerId, score, reasons: [...reasons], foundAt: now })], clusterId);
    return true;
  }

  /** One side does not want it any more: said once, whoever says it again. */
  async dismiss(work: Work, { clusterId, side, needId, offerId }: MatchSide, memberId: string, now: Instant): Promise<Dismissed> {
    const [fresh] = await work.query<{ id: string; version: number }>(
      `INSERT INTO match (id, version, cluster_id, side, need_id, offer_id, dismissed_by, dismissed_at) VALUES ($1, 1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT ON CONSTRAINT match_of_side DO UPDATE SET version = match.version + 1, dismissed_by = excluded.dismissed_by, dismissed_at = excluded.dismissed_at WHERE match.dismissed_at IS NULL
       RETURNING id, version`,
      [newId(), clusterId, side, needId, offerId, memberId, now],
    );
    if (!fresh) return (await this.find(work, { clusterId, side, needId, offerId }))!;
    work.tell(fresh.id, fresh.version, [MatchDismissed.of({ matchId: fresh.id, clusterId, side, needId, offerId, dismissedBy: memberId, dismissedAt: now })]);
    return { dismissedBy: memberId, dismissedAt: now };
  }

  /** Whether it was told, or said before. */
  async isKnown(work: Work, { clusterId, side, needId, offerId }: MatchSide): Promise<boolean> {
    const rows = await work.query('SELECT FROM match WHERE cluster_id = $1 AND side = $2 AND need_id = $3 AND offer_id = $4', [clusterId, side, needId, offerId]);
    return rows.length > 0;
  }

  private async find(work: Work, { clusterId, side, needId, offerId }: MatchSide): Promise<Dismissed | undefined> {
    const [row] = await work.query<Dismissed>(
      'SELECT dismissed_by AS "dismissedBy", dismissed_at AS "dismissedAt" FROM match WHERE cluster_id = $1 AND side = $2 AND need_id = $3 AND offer_id = $4 AND dismissed_at IS NOT NULL',
      [clusterId, side, needId, offerId],
    );
    return row;
  }
}
