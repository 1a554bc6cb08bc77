import { confirmContribution as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Directory } from '../directory/directory.js';
import { circumstancesOf } from './circumstances.js';
import { Consequences } from './consequences.js';
import { confirm } from './contribution.js';
import { Contributions } from './contributions.js';

@Handles(contract)
export class ConfirmContribution {
  constructor(
    private readonly contributions: Contributions,
    private readonly directory: Directory,
    private readonly consequences: Consequences,
  ) {}

  handle({ clusterId, contributionId }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    return this.contributions.change(work, contributionId, expectedVersion, async (contribution) => {
      const [{ memberId }, partners] = await Promise.all([member, this.directory.partnersOf(work, contribution.receiver)]);
      const decision = confirm(contribution, partners, circumstancesOf(work, clusterId, memberId));
      return isRefusal(decision) ? decision : ((await this.consequences.follow(work, decision.state, now)) ?? decision);
    });
  }
}
