import { linesAsTheyStand, shownLine } from '../budgets/budgets.js';
import { shownCluster } from '../clusters/initiative-clusters.js';
import { shownCost } from '../costs/costs.js';
import { seenBy, shownGoal } from '../goals/goals.js';
import { shownPartner } from '../partners/partners.js';
import { shownRisk } from '../risks/risks.js';
import { settledTo, shownSettlement } from '../settlements/settlements.js';
import { shownTask } from '../tasks/tasks.js';

/*
 * What an overview is made of, each part by one statement: $1 is the initiative. Postgres adds up and writes the JSON; the
 * parts are asked together and joined as text.
 */

/** Rows as `json` of each. */
const each = (rows: string) => `SELECT row_to_json(item)::text AS json FROM (${rows}) AS item`;

/** Lists are cut where they are long; each has its own path. */
const most = 200;

/** What is listed, and in what order. */
export const lists = {
  partners: each(`SELECT ${shownPartner} FROM initiative_partner WHERE initiative_id = $1 ORDER BY place LIMIT ${most}`),
  clusters: each(`SELECT ${shownCluster} FROM initiative_cluster WHERE initiative_id = $1 ORDER BY invited_at, invited_cluster_id LIMIT ${most}`),
  tasks: each(`SELECT ${shownTask} FROM task WHERE initiative_id = $1 ORDER BY state IN ('done', 'dropped'), due, id LIMIT 500`),
  budgetLines: each(`SELECT ${shownLine} FROM ${linesAsTheyStand} WHERE b.initiative_id = $1 ORDER BY b.id LIMIT ${most}`),
  newestCosts: each(`SELECT ${shownCost} FROM cost c WHERE c.initiative_id = $1 ORDER BY c.place DESC LIMIT 50`),
  risks: each(`SELECT ${shownRisk} FROM risk WHERE initiative_id = $1 AND state IN ('open', 'occurred') ORDER BY id LIMIT ${most}`),
  newestSettlement: each(`SELECT ${shownSettlement} FROM settlement s WHERE s.initiative_id = $1 ORDER BY s.number DESC LIMIT 1`),
  benefits: each(`SELECT id, version, cluster_id AS "clusterId", initiative_id AS "initiativeId", member_id AS "memberId", kind, description, quantity, agreement_number AS "agreementNumber", state,
    instant(entered_at) AS "enteredAt", delivered, acknowledged FROM benefit WHERE initiative_id = $1 ORDER BY id LIMIT ${most}`),
  statements: each(`SELECT cluster_id AS "clusterId", initiative_id AS "initiativeId", member_id AS "memberId", none, note, acknowledged, instant(stated_at) AS "statedAt"
    FROM benefit_statement WHERE initiative_id = $1 ORDER BY stated_at, member_id LIMIT ${most}`),
} as const;
export type ListName = keyof typeof lists;

/** As far as the member $2 sees them. */
export const goals = each(`SELECT ${shownGoal} FROM goal WHERE initiative_id = $1 AND ${seenBy('$2')} ORDER BY id LIMIT ${most}`);

/** How many, how much: of everything, also of what is cut from the lists. */
export const sums = `
WITH newest AS (SELECT v.number, v.signatories, v.terms ->> 'currency' AS currency FROM agreement_version v WHERE v.initiative_id = $1 ORDER BY v.number DESC LIMIT 1),
spent AS (SELECT count(*) AS entries, coalesce(sum(amount_minor), 0) AS total, count(*) FILTER (WHERE place > ${settledTo}) AS unsettled,
    coalesce(sum(amount_minor) FILTER (WHERE budget_line_id IS NOT NULL), 0) AS budgeted, min(currency) AS currency FROM cost WHERE initiative_id = $1),
planned AS (SELECT coalesce(sum((planned ->> 'amountMinor')::bigint), 0) AS total, min(planned ->> 'currency') AS currency FROM budget_line WHERE initiative_id = $1)
SELECT json_build_object(
    'inForce', (SELECT max(number) FROM agreement_in_force WHERE initiative_id = $1),
    'newest', (SELECT number FROM newest),
    'missing', ARRAY(SELECT member FROM newest, unnest(newest.signatories) WITH ORDINALITY AS s (member, nth)
      WHERE NOT EXISTS (SELECT FROM agreement_signature g WHERE g.initiative_id = $1 AND g.number = newest.number AND g.member_id = member) ORDER BY nth))::text AS agreement,
  (SELECT json_build_object('to-do', count(*) FILTER (WHERE state = 'to-do'), 'doing', count(*) FILTER (WHERE state = 'doing'), 'done', count(*) FILTER (WHERE state = 'done'),
    'dropped', count(*) FILTER (WHERE state = 'dropped')) FROM task WHERE initiative_id = $1)::text AS "taskCounts",
  json_build_object('currency', coalesce(spent.currency, planned.currency, (SELECT currency FROM newest), 'PLN'), 'plannedMinor', planned.total, 'spentMinor', spent.budgeted,
    'overMinor', greatest(spent.budgeted - planned.total, 0))::text AS budget,
  json_build_object('entries', spent.entries, 'totalMinor', spent.total, 'unsettled', spent.unsettled)::text AS costs
  FROM spent, planned`;

/** What `sums` answers, each as JSON. */
export interface Sums {
  readonly agreement: string;
  readonly taskCounts: string;
  readonly budget: string;
  readonly costs: string;
}
