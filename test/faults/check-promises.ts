import type pg from 'pg';
import type { Findings } from './findings.ts';
import { type Promised, promiseMark, tents } from './promisers.ts';

interface Reserved {
  readonly offer: string;
  readonly from: Date;
  readonly until: Date;
  readonly quantity: string;
}

/** What was promised and paid: nothing twice, nothing lost, never more than there is, and the books balance. */
export async function checkPromises(admin: pg.Client, promised: readonly Promised[], findings: Findings): Promise<void> {
  const clusters = [[...new Set(promised.map(({ clusterId }) => clusterId))]];
  const rows = async <Row extends object>(sql: string) => (await admin.query<Row>(sql, clusters)).rows;
  const pledges = await rows<{ mark: string }>('SELECT note AS mark FROM resources.pledge WHERE cluster_id = ANY ($1) AND note IS NOT NULL');
  const payments = await rows<{ mark: string }>(`SELECT purpose AS mark FROM resources.purse_entry WHERE cluster_id = ANY ($1) AND kind = 'payment'`);
  once('pledges', promised, ({ pledge }) => pledge, pledges, findings);
  once('payments', promised, ({ payment }) => payment, payments, findings);
  const reserved = await rows<Reserved>('SELECT offer_id AS offer, lower(during) AS from, upper(during) AS until, quantity FROM resources.reservation WHERE cluster_id = ANY ($1) AND during IS NOT NULL');
  findings.compared(`moments at which more than ${tents} are promised`, reserved.length, crowded(reserved));
  const loose = await rows<{ id: string }>(`SELECT p.id FROM resources.pledge p WHERE p.cluster_id = ANY ($1) AND p.note IS NOT NULL
    AND (p.state IN ('proposed', 'accepted')) <> EXISTS (SELECT FROM resources.reservation r WHERE r.cluster_id = p.cluster_id AND r.pledge_id = p.id)`);
  findings.compared('pledges hold what they promise, and no longer than they do', pledges.length, loose.map(({ id }) => id));
  const unbalanced = await rows<{ what: string }>(`
    SELECT currency || ' adds up to ' || sum(balance_minor) AS what FROM resources.account WHERE cluster_id = ANY ($1) GROUP BY cluster_id, currency HAVING sum(balance_minor) <> 0
    UNION ALL
    SELECT 'a purse is at ' || balance_minor FROM resources.account WHERE cluster_id = ANY ($1) AND holder = 'purse' AND balance_minor < 0
    UNION ALL
    SELECT 'a purse has entries of ' || sum(e.amount_minor) || ' and holds ' || a.balance_minor FROM resources.purse_entry e
      JOIN resources.account a ON a.cluster_id = e.cluster_id AND a.holder = 'purse' AND a.holder_id = e.purse_id
     WHERE e.cluster_id = ANY ($1) GROUP BY a.cluster_id, a.holder_id, a.currency, a.balance_minor HAVING sum(e.amount_minor) <> a.balance_minor`);
  findings.compared('books that balance', payments.length, unbalanced.map(({ what }) => what));
}

/** Acknowledged: once. Unknown: once or not at all. Failed: not at all. */
function once(what: string, promised: readonly Promised[], fateOf: (one: Promised) => Promised['pledge'], kept: readonly { readonly mark: string }[], findings: Findings): void {
  const counts = new Map<string, number>();
  for (const { mark } of kept) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const allowed = { acknowledged: [1], unknown: [0, 1], failed: [0] };
  const wrong = promised.filter((one) => !allowed[fateOf(one)].includes(counts.get(promiseMark(one.number)) ?? 0));
  findings.compared(
    `${what}, as they were answered (${promised.filter((one) => fateOf(one) === 'acknowledged').length} acknowledged, ${promised.filter((one) => fateOf(one) === 'failed').length} refused)`,
    promised.length,
    wrong.map((one) => `${what} ${one.number} was ${fateOf(one)} and stands ${counts.get(promiseMark(one.number)) ?? 0} times in the table`),
  );
}

/** Looked at in another way than the database does: hour by hour. */
function crowded(reserved: readonly Reserved[]): string[] {
  const held = new Map<string, number>();
  for (const { offer, from, until, quantity } of reserved) {
    for (let at = from.getTime(); at < until.getTime(); at += 3_600_000) held.set(`${offer} ${at}`, (held.get(`${offer} ${at}`) ?? 0) + Number(quantity));
  }
  return [...held].filter(([, quantity]) => quantity > tents).map(([moment, quantity]) => `${moment}: ${quantity}`);
}
