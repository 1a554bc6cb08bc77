import type pg from 'pg';
import type { Findings } from './findings.ts';
import type { Place } from './writers.ts';

/** Questions that must find nothing: each row they answer is something wrong. */
const registerQuestions: readonly (readonly [string, string])[] = [
  ['registers: places without a gap', `SELECT 'register of ' || cluster_id || ': ' || count(*) || ' entries up to place ' || max(index) AS what
     FROM reporting.register_entry GROUP BY cluster_id HAVING count(*) <> max(index) + 1 OR min(index) <> 0`],
  ['registers: as long as their heads say', `SELECT 'register of ' || cluster_id AS what FROM reporting.register_head h
    WHERE size <> (SELECT count(*) FROM reporting.register_entry e WHERE e.cluster_id = h.cluster_id)`],
  ['registers: each journal in its own order', `SELECT 'register of ' || cluster_id || ', ' || source || ' position ' || position AS what FROM (
     SELECT cluster_id, source, position, lag(position) OVER (PARTITION BY cluster_id, source ORDER BY index) AS before FROM reporting.register_entry) AS t WHERE before >= position`],
  ...['membership', 'initiatives', 'resources'].map((source) => [`registers: every fact of ${source}, as it was told`, `
     SELECT 'event ' || coalesce(j.event_id, r.event_id) AS what
       FROM (SELECT (j.envelope::jsonb ->> 'id')::uuid AS event_id, j.cluster_id, j.envelope, s.shard AS at_shard, s.position, s.chain FROM ${source}.journal j JOIN ${source}.sequence s ON s.entry = j.id WHERE j.cluster_id <> '00000000-0000-0000-0000-000000000000') AS j
       FULL JOIN (SELECT * FROM reporting.register_entry WHERE source = '/${source}') AS r USING (event_id)
      WHERE j.event_id IS NULL OR r.event_id IS NULL OR j.cluster_id <> r.cluster_id OR j.at_shard <> r.shard OR j.position <> r.position OR j.chain <> r.chain
         OR (j.envelope::jsonb -> 'data') <> r.facts`] as const),
  ['report: totals are the sums of the entries', `
     SELECT 'total of ' || coalesce(t.member_id, e.member_id) AS what
       FROM reporting.contribution_total t FULL JOIN (
         SELECT cluster_id, member_id, kind, category, unit, sum(value) AS recorded, coalesce(sum(value) FILTER (WHERE confirmed_at IS NOT NULL), 0) AS confirmed, count(*) AS entries
           FROM reporting.contribution_entry WHERE voided_at IS NULL GROUP BY 1, 2, 3, 4, 5) AS e USING (cluster_id, member_id, kind, category, unit)
      WHERE (t.recorded, t.confirmed, t.entries) IS DISTINCT FROM (e.recorded, e.confirmed, e.entries)`],
];

/** The read models against the journals, by SQL. */
export async function checkReadModels(admin: pg.Client, findings: Findings): Promise<void> {
  const { rows } = await admin.query<{ count: string }>('SELECT count(*) FROM reporting.register_entry');
  for (const [what, question] of registerQuestions) {
    const { rows: wrong } = await admin.query<{ what: string }>(question);
    findings.compared(what, Number(rows[0]?.count), wrong.map((row) => row.what));
  }
}

interface Page {
  readonly items: readonly { readonly id?: string; readonly eventId?: string }[];
  readonly nextCursor: string | null;
}
interface Report {
  readonly lines: readonly { readonly kind: string; readonly recorded: string; readonly confirmed: string; readonly entries: number }[];
}

/** What a member sees through the public door is what stands in the databases. */
export async function checkApi(admin: pg.Client, gatewayUrl: string, places: readonly Place[], findings: Findings): Promise<void> {
  for (const place of places) {
    const get = async <Body>(path: string): Promise<Body> => {
      const response = await fetch(`${gatewayUrl}/v1/clusters/${place.clusterId}/${path}`, { headers: { authorization: `Bearer ${place.giver}` } });
      if (response.status !== 200) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as Body;
    };
    const all = async (path: string) => {
      const items: Page['items'][number][] = [];
      for (let cursor = ''; ; ) {
        const page = await get<Page>(`${path}?limit=200${cursor}`);
        items.push(...page.items);
        if (page.nextCursor === null) return items;
        cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
      }
    };
    const kept = async (sql: string) => (await admin.query<{ id: string }>(sql, [place.clusterId])).rows.map(({ id }) => id);
    const contributions = await kept('SELECT id FROM resources.contribution WHERE cluster_id = $1 ORDER BY id DESC');
    const register = await kept('SELECT event_id AS id FROM reporting.register_entry WHERE cluster_id = $1 ORDER BY index');
    const [totals] = (await admin.query<{ what: string }>(
      `SELECT count(*) || ' entries, ' || trim_scale(sum((quantity ->> 'value')::numeric)) || ' h, confirmed ' || trim_scale(coalesce(sum((quantity ->> 'value')::numeric) FILTER (WHERE state = 'confirmed'), 0)) || ' h' AS what
         FROM resources.contribution WHERE cluster_id = $1 AND kind = 'human'`,
      [place.clusterId],
    )).rows;
    findings.compared('API: list of contributions, page by page', contributions.length, differing(contributions, (await all('contributions')).map(({ id }) => id)));
    findings.compared('API: register, page by page', register.length, differing(register, (await all('register/entries')).map(({ eventId }) => eventId)));
    const lines = (await get<Report>('reports/contributions')).lines.filter(({ kind }) => kind === 'human');
    const sum = (of: 'recorded' | 'confirmed') => tenths(lines.map((line) => line[of]));
    const shown = `${lines.reduce((count, { entries }) => count + entries, 0)} entries, ${sum('recorded')} h, confirmed ${sum('confirmed')} h`;
    findings.compared('API: totals of the report', 1, shown === totals?.what ? [] : [`it shows ${shown}, the table has ${totals?.what}`]);
  }
}

const differing = (expected: readonly string[], shown: readonly (string | undefined)[]): string[] =>
  expected.length !== shown.length || expected.some((id, index) => id !== shown[index]) ? [`${shown.length} are shown, ${expected.length} are there, or in another order`] : [];

/** Adds decimals with one place exactly. */
const tenths = (values: readonly string[]): string => {
  const sum = values.reduce((total, value) => total + Math.round(Number(value) * 10), 0);
  return sum % 10 === 0 ? String(sum / 10) : `${Math.floor(sum / 10)}.${sum % 10}`;
};
