import { NotFound, readRates as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { RateTables } from './tables.js';

@Handles(contract)
export class ReadRates {
  constructor(private readonly rateTables: RateTables) {}

  async handle({ rateTableId, number }: RequestOf<typeof contract>, { work }: Call) {
    return (await this.rateTables.version(work, rateTableId, number)) ?? refuse(NotFound);
  }
}
