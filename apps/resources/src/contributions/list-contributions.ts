import { listContributions as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';

const shown = `id, version, cluster_id AS "clusterId", kind, category, quantity, amount, action, giver, receiver, pledge_id AS "pledgeId", given_on AS "givenOn", given_until AS "givenUntil",
  description, evidence, conditions, declared_value AS "declaredValue", return_by AS "returnBy", returned_on AS "returnedOn", state, recorded_by AS "recordedBy", instant(recorded_at) AS "recordedAt",
  instant(confirm_by) AS "confirmBy", confirmed_by AS "confirmedBy", instant(confirmed_at) AS "confirmedAt", by_silence AS "bySilence", disputed_by AS "disputedBy", instant(disputed_at) AS "disputedAt", reversal_of AS "reversalOf", corrects, reversed_by AS "reversedBy"`;

@Handles(contract)
export class ListContributions {
  /** Each set of filters has a text of its own, so that each is read by its index: one text with "or no filter" would read them all. */
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { clusterId, kind, state, giver, memberId, initiativeId, pledgeId } = request;
    const filters = Object.entries({ cluster_id: clusterId, kind, giver, receiver_member: memberId, receiver_initiative: initiativeId, pledge_id: pledgeId }).filter(([, value]) => value !== undefined);
    const conditions = filters.map(([column], index) => `${column} = $${index + 1}`);
    // A word of the contract, written out: indexes of single states are found by nothing else.
    if (state !== undefined) conditions.push(`state = '${state}'`);
    return listPage(work, request, { select: shown, from: 'contribution', where: conditions.join(' AND '), values: filters.map(([, value]) => value), key: 'id', order: 'descending' });
  }
}
