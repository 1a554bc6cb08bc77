import { listRates as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { RateTables, shownVersion } from './tables.js';

@Handles(contract)
export class ListRates {
  constructor(private readonly rateTables: RateTables) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { clusterId, rateTableId } = request;
    const [table, page] = await Promise.all([
      this.rateTables.find(work, rateTableId),
      listPage(work, request, {
        select: shownVersion, from: 'rate_table_version', where: 'cluster_id = $1 AND rate_table_id = $2', values: [clusterId, rateTableId], key: 'number', numbered: true, order: 'descending',
      }),
    ]);
    return table ? page : refuse(NotFound);
  }
}
