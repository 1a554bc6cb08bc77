import { isRefusal, NotFound, publishRates as contract, refuse, type RequestOf, StaleVersion } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { publish } from './rate-table.js';
import { RateTables } from './tables.js';

@Handles(contract)
export class PublishRates {
  constructor(private readonly rateTables: RateTables) {}

  async handle(request: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [{ memberId }, table, categories] = await Promise.all([member, this.rateTables.find(work, request.rateTableId), this.rateTables.categoriesOf(work, request)]);
    if (!table) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== table.version) return refuse(StaleVersion);
    const published = publish(table, request, categories, { memberId, now });
    return isRefusal(published) ? published : this.rateTables.publish(work, table, published);
  }
}
