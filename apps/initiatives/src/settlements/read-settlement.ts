import { NotFound, readSettlement as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Settlements } from './settlements.js';

@Handles(contract)
export class ReadSettlement {
  constructor(private readonly settlements: Settlements) {}

  async handle({ initiativeId, number }: RequestOf<typeof contract>, { work }: Call) {
    return (await this.settlements.see(work, initiativeId, number)) ?? refuse(NotFound);
  }
}
