import { isRefusal, openRateTable as contract, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { open } from './rate-table.js';
import { RateTables } from './tables.js';

@Handles(contract)
export class OpenRateTable {
  constructor(private readonly rateTables: RateTables) {}

  async handle(request: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [{ memberId }, categories] = await Promise.all([member, this.rateTables.categoriesOf(work, request)]);
    const opened = open({ ...request, id: newId() }, request, categories, { memberId, now });
    return isRefusal(opened) ? opened : this.rateTables.open(work, opened);
  }
}
