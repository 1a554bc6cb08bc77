import { NotFound, readMandate as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Mandates } from './mandates.js';

@Handles(contract)
export class ReadMandate {
  constructor(private readonly mandates: Mandates) {}

  async handle({ partyId, mandateId }: RequestOf<typeof contract>, { work, accountId }: Call) {
    const [mandate, acts] = await Promise.all([this.mandates.find(work, mandateId), this.mandates.acts(work, accountId, partyId)]);
    return mandate?.partyId === partyId && (acts || mandate.accountId === accountId) ? mandate : refuse(NotFound);
  }
}
