import type pg from 'pg';
import type { Findings } from './findings.ts';

/** What has to have happened to an initiative that was closed, and how often. */
const expected: Readonly<Record<string, number>> = {
  'initiatives.initiative.brought.v1': 1,
  'initiatives.initiative.forming.v1': 1,
  'initiatives.initiative.started.v1': 1,
  'initiatives.initiative.closing.v1': 1,
  'initiatives.initiative.closed.v1': 1,
  'initiatives.partner.joined.v2': 2,
  'initiatives.agreement.proposed.v2': 1,
  'initiatives.agreement.signed.v2': 2,
  'initiatives.agreement.in-force.v1': 1,
  'initiatives.cost.recorded.v1': 2,
  'initiatives.risk.concluded.v1': 1,
  'initiatives.lesson.recorded.v1': 1,
  'initiatives.settlement.proposed.v1': 1,
  'initiatives.settlement.accepted.v1': 1,
  'initiatives.settlement.settled.v1': 1,
  'initiatives.transfer.paid.v1': 1,
  'initiatives.transfer.received.v1': 1,
  'initiatives.benefits.stated.v1': 2,
};

/** Initiatives that were closed while processes fell: everything once, settled to zero, nothing promised to them any more, and all of it in the register. */
export async function checkEndings(admin: pg.Client, closed: readonly string[], findings: Findings): Promise<void> {
  const rows = async <Row extends object>(sql: string) => (await admin.query<Row>(sql, [closed])).rows;
  const told = await rows<{ id: string; type: string; count: number }>(
    `SELECT data ->> 'initiativeId' AS id, type, count(*)::int FROM (SELECT type, envelope::jsonb -> 'data' AS data FROM initiatives.journal) j WHERE data ->> 'initiativeId' = ANY ($1) GROUP BY 1, 2`,
  );
  const entered = await rows<{ id: string; type: string; count: number }>(
    `SELECT facts ->> 'initiativeId' AS id, type, count(*)::int FROM reporting.register_entry WHERE source = '/initiatives' AND facts ->> 'initiativeId' = ANY ($1) GROUP BY 1, 2`,
  );
  for (const [where, counts] of [['journal', told], ['register', entered]] as const) {
    const wrong = closed.flatMap((id) =>
      Object.entries(expected).flatMap(([type, count]) => {
        const found = counts.find((row) => row.id === id && row.type === type)?.count ?? 0;
        return found === count ? [] : [`initiative ${id} has ${type} ${found} times in the ${where}`];
      }),
    );
    findings.compared(`what happened to initiatives until they were closed, in the ${where}`, closed.length * Object.keys(expected).length, wrong);
  }
  const open = await rows<{ what: string }>(`
    SELECT 'initiative ' || id || ' is ' || state AS what FROM initiatives.initiative WHERE id = ANY ($1) AND state <> 'closed'
    UNION ALL SELECT 'settlement of ' || initiative_id || ' is ' || state FROM initiatives.settlement WHERE initiative_id = ANY ($1) AND state <> 'settled'
    UNION ALL SELECT 'pledge ' || id || ' is ' || state FROM resources.pledge WHERE receiver_initiative = ANY ($1) AND state <> 'cancelled'
    UNION ALL SELECT 'need ' || id || ' is ' || state FROM resources.need WHERE receiver_initiative = ANY ($1) AND state <> 'cancelled'
    UNION ALL SELECT 'pledge ' || id || ' is seen as ' || state FROM initiatives.seen_pledge WHERE initiative_id = ANY ($1) AND state <> 'cancelled'`);
  findings.compared('closed initiatives are settled, and nothing is promised to them', closed.length, open.map(({ what }) => what));
}
