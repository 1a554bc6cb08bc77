import { type RequestOf, reportContributions as contract, resourceKinds } from '@klaster/contracts';
import { type Call, Handles, JsonText } from '@klaster/service-kit';

/** As everything stands now: the totals are kept up to date. What members gave to initiatives of other clusters counts here, and what was given to ours by members of others there. */
const current = `
SELECT member_id, kind, category, unit, sum(recorded) AS recorded, sum(confirmed) AS confirmed, sum(entries)::bigint AS entries
  FROM contribution_total WHERE attributed_to = $1 AND entries > 0 GROUP BY member_id, kind, category, unit`;

/** As it stood at an instant: what had been recorded, confirmed and voided by then, by the times of the events themselves. */
const past = `
SELECT member_id, kind, category, unit, sum(value) AS recorded, coalesce(sum(value) FILTER (WHERE confirmed_at <= $3), 0) AS confirmed, count(*) AS entries
  FROM contribution_entry
 WHERE attributed_to = $1 AND recorded_at <= $3 AND (voided_at IS NULL OR voided_at > $3)
 GROUP BY member_id, kind, category, unit`;

/**
 * The lines as JSON. Members stand in the order of their admission, never by what they gave (F10, F11). One whose
 * admission was not heard of yet comes last, without its name, which is null for natural persons as well.
 */
const linesOf = (totals: string) => `
SELECT coalesce(json_agg(line), '[]')::text AS json
  FROM (SELECT t.member_id AS "memberId", m.party_name AS "memberName", t.kind, t.category, t.unit,
               trim_scale(t.recorded)::text AS recorded, trim_scale(t.confirmed)::text AS confirmed, t.entries
          FROM (${totals}) AS t LEFT JOIN directory_member m ON m.cluster_id = $1 AND m.id = t.member_id
         ORDER BY array_position($2::text[], t.kind), m.admitted_at, t.member_id, t.category COLLATE "C", t.unit COLLATE "C") AS line`;

const currentLines = linesOf(current);
const pastLines = linesOf(past);

@Handles(contract)
export class ReportContributions {
  /** Of the future nothing is known: a report as of a later instant is one as of now, and says so. */
  async handle({ clusterId, asOf }: RequestOf<typeof contract>, { work, now }: Call) {
    const asked = asOf === undefined ? now : new Date(asOf).toISOString();
    const [lines, values] = asked < now ? [pastLines, [asked]] : [currentLines, []];
    const [row] = await work.query<{ json: string }>(lines, [clusterId, resourceKinds, ...values]);
    return new JsonText(`{"clusterId":${JSON.stringify(clusterId)},"asOf":"${asked < now ? asked : now}","lines":${row?.json ?? '[]'}}`);
  }
}
