import { cancelPledge as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { circumstancesOf } from '../contributions/circumstances.js';
import { Directory } from '../directory/directory.js';
import { cancel } from './pledge.js';
import { Pledges, showPledge } from './pledges.js';

@Handles(contract)
export class CancelPledge {
  constructor(
    private readonly pledges: Pledges,
    private readonly directory: Directory,
  ) {}

  async handle({ clusterId, pledgeId, reason }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const cancelled = await this.pledges.decide(work, pledgeId, expectedVersion, now, async (pledge) => {
      const [{ memberId }, partners] = await Promise.all([member, this.directory.partnersOf(work, pledge.receiver)]);
      return cancel(pledge, partners, reason, circumstancesOf(work, clusterId, memberId));
    });
    return isRefusal(cancelled) ? cancelled : showPledge(cancelled);
  }
}
