import { type ResourceKind, resourceKinds } from '@klaster/contracts';
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

const mostNeeds = 200;
/** Kinds stand in their standing order, and nothing is sorted by its amount. */
const kindAndUnit = `array_position($2::text[], kind), unit COLLATE "C"`;

/** All of it as JSON; $1 the initiative, $2 the kinds. Whoever gave and is no partner is in what was given, and not among the partners. */
const shownProgress = `
WITH confirmed AS MATERIALIZED (
  SELECT giver, kind, unit, sum(value) AS value FROM seen_contribution WHERE initiative_id = $1 AND state = 'confirmed' GROUP BY giver, kind, unit
)
SELECT json_build_object(
  'needs', (SELECT coalesce(json_agg(need), '[]') FROM (
    SELECT id, kind, category, state, needed, promised, given, unit, until_day AS until FROM seen_need WHERE initiative_id = $1 ORDER BY id DESC LIMIT ${mostNeeds}) AS need),
  'promises', (SELECT json_build_object(
      'proposed', count(*) FILTER (WHERE state = 'proposed'), 'accepted', count(*) FILTER (WHERE state IN ('accepted', 'partly-fulfilled')),
      'fulfilled', count(*) FILTER (WHERE state = 'fulfilled'), 'ended', count(*) FILTER (WHERE state IN ('declined', 'cancelled', 'lapsed')))
    FROM seen_pledge WHERE initiative_id = $1),
  'given', (SELECT coalesce(json_agg(one), '[]') FROM (
    SELECT kind, unit, trim_scale(sum(value))::text AS value FROM confirmed GROUP BY kind, unit HAVING sum(value) <> 0 ORDER BY ${kindAndUnit}) AS one),
  'partners', (SELECT coalesce(json_agg(one), '[]') FROM (
    SELECT member_id AS "memberId", kind, unit, trim_scale(value)::text AS value FROM confirmed JOIN initiative_partner p ON p.initiative_id = $1 AND p.member_id = giver
     WHERE value <> 0 ORDER BY p.place, ${kindAndUnit}) AS one),
  'waiting', (SELECT count(*) FROM seen_contribution WHERE initiative_id = $1 AND state IN ('recorded', 'disputed'))
)::text AS json`;

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

  /** All that clients see of it, as JSON. */
  async shown(work: Work, initiativeId: string): Promise<string> {
    const [row] = await work.query<{ json: string }>(shownProgress, [initiativeId, resourceKinds]);
    return row!.json;
  }
}
