import { NotFound, readRateTable as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { RateTables } from './tables.js';

@Handles(contract)
export class ReadRateTable {
  constructor(private readonly rateTables: RateTables) {}

  async handle({ rateTableId }: RequestOf<typeof contract>, { work }: Call) {
    return (await this.rateTables.find(work, rateTableId)) ?? refuse(NotFound);
  }
}
