import { listResourceObligations as contract, type Obligation, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';

const most = 1_000;

/** Contributions that wait: for the member's confirmation where the other side recorded them, for the other's where the member did. */
const open = `
SELECT c.id, c.description AS title, c.recorded_at AS since, c.recorded_by <> $2 AS owes
  FROM contribution c
 WHERE c.cluster_id = $1 AND c.state = 'recorded' AND (c.giver = $2 OR c.receiver ->> 'memberId' = $2::text OR c.recorded_by = $2)
 ORDER BY c.recorded_at, c.id LIMIT ${most}`;

@Handles(contract)
export class ListObligations {
  async handle({ clusterId, memberId }: RequestOf<typeof contract>, { work }: Call) {
    const rows = await work.query<Pick<Obligation, 'id' | 'title' | 'since' | 'owes'>>(open, [clusterId, memberId]);
    return {
      items: rows.map((row): Obligation => ({
        ...row, service: 'resources', kind: row.owes ? 'contribution-to-confirm' : 'contribution-to-be-confirmed', path: `/v1/clusters/${clusterId}/contributions/${row.id}`,
      })),
    };
  }
}
