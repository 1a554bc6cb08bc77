import { acceptPledge as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { circumstancesOf } from '../contributions/circumstances.js';
import { Directory } from '../directory/directory.js';
import { acceptProposal } from './pledge.js';
import { Pledges, showPledge } from './pledges.js';

@Handles(contract)
export class AcceptPledge {
  constructor(
    private readonly pledges: Pledges,
    private readonly directory: Directory,
  ) {}

  async handle({ clusterId, pledgeId }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const accepted = await this.pledges.decide(work, pledgeId, expectedVersion, now, async (pledge) => {
      const [{ memberId }, sides] = await Promise.all([member, this.directory.sidesOf(work, undefined, pledge.receiver)]);
      return acceptProposal(pledge, sides, circumstancesOf(work, clusterId, memberId));
    });
    return isRefusal(accepted) ? accepted : showPledge(accepted);
  }
}
