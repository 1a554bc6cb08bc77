import { listResourceObligations as contract, type Obligation, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { SharedInitiatives } from '../directory/shared-initiatives.js';

const most = 1_000;

/**
 * Contributions that wait or are disputed: for the member's confirmation where the other side recorded them, for the other's where the
 * member did. Pledges that are accepted and not wholly given, owed by the giver. Loans that have not come back, owed by
 * the member that has them. What an initiative is to be given, or has on loan, is open for the giver alone.
 */
const open = `
SELECT CASE WHEN c.recorded_by <> $2 THEN 'contribution-to-confirm' ELSE 'contribution-to-be-confirmed' END AS kind, 'contributions' AS collection, c.id, c.description AS title, c.recorded_at AS since, c.recorded_by <> $2 AS owes
  FROM contribution c
 WHERE c.cluster_id = $1 AND c.state IN ('recorded', 'disputed') AND (c.giver = $2 OR c.receiver_member = $2 OR c.recorded_by = $2)
UNION ALL
SELECT 'pledge', 'pledges', p.id, coalesce(n.title, o.title, p.note), p.accepted_at, p.giver = $2
  FROM pledge p LEFT JOIN need n ON n.cluster_id = p.cluster_id AND n.id = p.need_id LEFT JOIN offer o ON o.cluster_id = p.cluster_id AND o.id = p.offer_id
 WHERE p.cluster_id = $1 AND p.state IN ('accepted', 'partly-fulfilled') AND (p.giver = $2 OR p.receiver_member = $2)
UNION ALL
SELECT 'loan', 'contributions', c.id, c.description, c.confirmed_at, c.giver <> $2
  FROM contribution c
 WHERE c.cluster_id = $1 AND c.action = 'transferCustody' AND c.returned_on IS NULL AND c.state = 'confirmed' AND c.reversal_of IS NULL AND (c.giver = $2 OR c.receiver_member = $2)
   AND NOT EXISTS (SELECT FROM contribution r WHERE r.cluster_id = c.cluster_id AND r.id = c.reversed_by AND r.state = 'confirmed')
 ORDER BY since, id LIMIT ${most}`;

interface Open extends Pick<Obligation, 'kind' | 'id' | 'title' | 'since' | 'owes'> {
  readonly collection: string;
}

@Handles(contract)
export class ListObligations {
  constructor(private readonly shared: SharedInitiatives) {}

  /** In its own cluster, and in each in whose initiatives that one takes part, or did. Its member acts under its own path everywhere. */
  async handle({ clusterId, memberId }: RequestOf<typeof contract>, { work }: Call) {
    const items: Obligation[] = [];
    for (const home of [clusterId, ...(await this.shared.homesOf(work, clusterId))]) {
      work.moveTo(home);
      const rows = await work.query<Open>(open, [home, memberId]);
      items.push(...rows.map(({ collection, ...row }): Obligation => ({ ...row, service: 'resources', path: `/v1/clusters/${clusterId}/${collection}/${row.id}` })));
    }
    return { items: items.slice(0, most) };
  }
}
