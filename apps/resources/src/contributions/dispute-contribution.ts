import { disputeContribution as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Directory } from '../directory/directory.js';
import { remark } from '../remarks/remark.js';
import { Remarks } from '../remarks/remarks.js';
import { circumstancesOf } from './circumstances.js';
import { Contributions } from './contributions.js';
import { dispute } from './dispute.js';

@Handles(contract)
export class DisputeContribution {
  constructor(
    private readonly contributions: Contributions,
    private readonly directory: Directory,
    private readonly remarks: Remarks,
  ) {}

  handle({ clusterId, contributionId, reason }: RequestOf<typeof contract>, { work, member, expectedVersion }: Call) {
    return this.contributions.change(work, contributionId, expectedVersion, async (contribution) => {
      const [{ memberId }, partners] = await Promise.all([member, this.directory.partnersOf(work, contribution.receiver)]);
      const circumstances = circumstancesOf(work, clusterId, memberId);
      const decision = dispute(contribution, partners, circumstances);
      // The reason is the first thing that is said about it.
      if (!isRefusal(decision)) this.remarks.add(work, remark(newId(), contributionId, reason, circumstances));
      return decision;
    });
  }
}
