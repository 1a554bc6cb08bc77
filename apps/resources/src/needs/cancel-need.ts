import { cancelNeed as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { circumstancesOf } from '../contributions/circumstances.js';
import { Directory } from '../directory/directory.js';
import { cancel } from './need.js';
import { Needs, showNeed } from './needs.js';

@Handles(contract)
export class CancelNeed {
  constructor(
    private readonly needs: Needs,
    private readonly directory: Directory,
  ) {}

  async handle({ clusterId, needId, reason }: RequestOf<typeof contract>, { work, member, expectedVersion }: Call) {
    const cancelled = await this.needs.change(work, needId, expectedVersion, async (need) => {
      const [{ memberId }, partners] = await Promise.all([member, this.directory.partnersOf(work, need.receiver)]);
      return cancel(need, partners, reason, circumstancesOf(work, clusterId, memberId));
    });
    return isRefusal(cancelled) ? cancelled : showNeed(cancelled);
  }
}
