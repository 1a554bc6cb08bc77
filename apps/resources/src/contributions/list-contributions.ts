import { listContributions as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';

const shown = `id, version, cluster_id AS "clusterId", kind, category, quantity, amount, action, giver, receiver, pledge_id AS "pledgeId", given_on AS "givenOn", given_until AS "givenUntil",
  description, evidence, conditions, declared_value AS "declaredValue", return_by AS "returnBy", returned_on AS "returnedOn", state, recorded_by AS "recordedBy", instant(recorded_at) AS "recordedAt",
  instant(confirm_by) AS "confirmBy", confirmed_by AS "confirmedBy", instant(confirmed_at) AS "confirmedAt", by_silence AS "bySilence", disputed_by AS "disputedBy", instant(disputed_at) AS "disputedAt", reversal_of AS "reversalOf", corrects, reversed_by AS "reversedBy"`;

@Handles(contract)
export class ListContributions {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { clusterId, kind = null, state = null, giver = null, initiativeId = null } = request;
    return listPage(work, request, {
      select: shown,
      from: 'contribution',
      where: `cluster_id = $1 AND ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR state = $3)
        AND ($4::uuid IS NULL OR giver = $4) AND ($5::text IS NULL OR receiver ->> 'initiativeId' = $5)`,
      values: [clusterId, kind, state, giver, initiativeId],
      key: 'id',
      order: 'descending',
    });
  }
}
