import { listContributions as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { homeOf } from '../directory/home.js';
import { filteredBy } from '../lists/filtered-by.js';

const shown = `id, version, cluster_id AS "clusterId", kind, category, quantity, amount, action, giver, receiver, pledge_id AS "pledgeId", given_on AS "givenOn", given_until AS "givenUntil",
  description, evidence, conditions, declared_value AS "declaredValue", return_by AS "returnBy", returned_on AS "returnedOn", state, recorded_by AS "recordedBy", instant(recorded_at) AS "recordedAt",
  instant(confirm_by) AS "confirmBy", confirmed_by AS "confirmedBy", instant(confirmed_at) AS "confirmedAt", by_silence AS "bySilence", disputed_by AS "disputedBy", instant(disputed_at) AS "disputedAt", reversal_of AS "reversalOf", corrects, reversed_by AS "reversedBy"`;

@Handles(contract)
export class ListContributions {
  handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { kind, state, giver, memberId, initiativeId, pledgeId } = request;
    const { where, values } = filteredBy({ cluster_id: homeOf(work), kind, giver, receiver_member: memberId, receiver_initiative: initiativeId, pledge_id: pledgeId });
    // A word of the contract, written out: otherwise the indexes of single states are not found.
    return listPage(work, request, { select: shown, from: 'contribution', where: state === undefined ? where : `${where} AND state = '${state}'`, values, key: 'id', order: 'descending' });
  }
}
