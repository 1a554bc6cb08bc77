import { NotFound, readNewestSettlement as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Settlements } from './settlements.js';

@Handles(contract)
export class ReadNewestSettlement {
  constructor(private readonly settlements: Settlements) {}

  async handle({ initiativeId }: RequestOf<typeof contract>, { work }: Call) {
    return (await this.settlements.newest(work, initiativeId)) ?? refuse(NotFound);
  }
}
