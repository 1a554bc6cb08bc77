import { type RequestOf, returnLoan as contract } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { circumstancesOf } from './circumstances.js';
import type { Contribution } from './contribution.js';
import { Contributions } from './contributions.js';
import { bringBack } from './loan.js';

@Handles(contract)
export class ReturnLoan {
  constructor(private readonly contributions: Contributions) {}

  handle({ clusterId, contributionId, returnedOn }: RequestOf<typeof contract>, { work, member, expectedVersion }: Call) {
    return this.contributions.change(work, contributionId, expectedVersion, async (loan) => {
      const [{ memberId }, takenBack] = await Promise.all([member, this.isTakenBack(work, loan)]);
      return bringBack(loan, takenBack, returnedOn, circumstancesOf(work, clusterId, memberId));
    });
  }

  /** A loan counts until the other side has confirmed its reversal. */
  private async isTakenBack(work: Work, { reversedBy }: Contribution): Promise<boolean> {
    return reversedBy !== null && (await this.contributions.find(work, reversedBy))?.state === 'confirmed';
  }
}
