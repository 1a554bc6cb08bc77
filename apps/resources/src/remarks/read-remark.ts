import { NotFound, readRemark as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { shown } from './remark.js';
import { Remarks } from './remarks.js';

@Handles(contract)
export class ReadRemark {
  constructor(private readonly remarks: Remarks) {}

  async handle({ contributionId, remarkId }: RequestOf<typeof contract>, { work }: Call) {
    const remark = await this.remarks.find(work, remarkId);
    return remark?.contributionId === contributionId ? shown(remark) : refuse(NotFound);
  }
}
