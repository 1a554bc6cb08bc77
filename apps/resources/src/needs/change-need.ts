import { changeNeed as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Categories } from '../categories/categories.js';
import { circumstancesOf } from '../contributions/circumstances.js';
import { Directory } from '../directory/directory.js';
import { change } from './need.js';
import { Needs, showNeed } from './needs.js';

@Handles(contract)
export class ChangeNeed {
  constructor(
    private readonly needs: Needs,
    private readonly directory: Directory,
    private readonly categories: Categories,
  ) {}

  async handle({ clusterId, needId, ...needed }: RequestOf<typeof contract>, { work, member, expectedVersion }: Call) {
    const changed = await this.needs.change(work, needId, expectedVersion, async (need) => {
      const [{ memberId }, partners, category] = await Promise.all([member, this.directory.partnersOf(work, need.receiver), this.categories.find(work, need.category)]);
      return change(need, category, needed, partners, circumstancesOf(work, clusterId, memberId));
    });
    return isRefusal(changed) ? changed : showNeed(changed);
  }
}
