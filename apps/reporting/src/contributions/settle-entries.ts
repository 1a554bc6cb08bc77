import type { Work } from '@klaster/persistence';

export interface Settled {
  readonly contributionId: string;
  readonly at: string;
}

/**
 * Sets when entries were confirmed or voided, and what that changes in the totals, in one statement for any number of
 * entries. An entry is settled once: one that is not there or is settled already is a fault, and nothing is changed.
 */
export async function settleEntries(work: Work, clusterId: string | undefined, settled: 'confirmed_at' | 'voided_at', entries: readonly Settled[]): Promise<void> {
  const ids = entries.map(({ contributionId }) => contributionId);
  const change = settled === 'confirmed_at' ? 'confirmed = t.confirmed + s.value' : 'recorded = t.recorded - s.value, entries = t.entries - s.entries';
  const [row] = await work.query<{ settled: number }>(
    `WITH told AS (
       SELECT * FROM unnest($2::uuid[], $3::timestamptz[]) AS t (contribution_id, at)
     ), settled AS (
       UPDATE contribution_entry e SET ${settled} = told.at FROM told
        WHERE e.cluster_id = $1 AND e.contribution_id = told.contribution_id AND e.confirmed_at IS NULL AND e.voided_at IS NULL
       RETURNING e.member_id, e.kind, e.category, e.unit, e.value
     ), summed AS (
       SELECT member_id, kind, category, unit, sum(value) AS value, count(*) AS entries FROM settled GROUP BY member_id, kind, category, unit
     ), totalled AS (
       UPDATE contribution_total t SET ${change} FROM summed s
        WHERE t.cluster_id = $1 AND t.member_id = s.member_id AND t.kind = s.kind AND t.category = s.category AND t.unit = s.unit
     )
     SELECT count(*) AS settled FROM settled`,
    [clusterId, ids, entries.map(({ at }) => at)],
  );
  if (row?.settled !== entries.length) throw new Error(`${row?.settled} of ${entries.length} entries can be settled: ${ids.join(', ')}`);
}
