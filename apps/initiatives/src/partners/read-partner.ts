import { NotFound, readPartner as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Partners, showPartner } from './partners.js';

@Handles(contract)
export class ReadPartner {
  constructor(private readonly partners: Partners) {}

  async handle({ initiativeId, memberId }: RequestOf<typeof contract>, { work }: Call) {
    const partner = (await this.partners.everybody(work, initiativeId)).find((one) => one.memberId === memberId);
    return partner ? showPartner(partner) : refuse(NotFound);
  }
}
