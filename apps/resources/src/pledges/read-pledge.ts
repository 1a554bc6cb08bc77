import { NotFound, readPledge as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Pledges, showPledge } from './pledges.js';

@Handles(contract)
export class ReadPledge {
  constructor(private readonly pledges: Pledges) {}

  async handle({ pledgeId }: RequestOf<typeof contract>, { work }: Call) {
    const pledge = await this.pledges.find(work, pledgeId);
    return pledge ? showPledge(pledge) : refuse(NotFound);
  }
}
