import { addCategory as contract, CategoryTaken, isRefusal, refuse, type RequestOf, TooManyCategories } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { federationCategories, OwnCategories } from './categories.js';
import { add, mostOwn } from './category.js';

@Handles(contract)
export class AddCategory {
  constructor(private readonly own: OwnCategories) {}

  async handle({ clusterId, code, kind, name, units, broader: said }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const broader = said ?? null;
    const [{ memberId }, count] = await Promise.all([member, this.own.countAlone(work, clusterId)]);
    const added = add({ id: newId(), clusterId, code, kind, name, units, broader, addedBy: memberId, addedAt: now }, federationCategories);
    if (isRefusal(added)) return added;
    work.refuseWhenTaken('category_code', refuse(CategoryTaken));
    if (count >= mostOwn) return refuse(TooManyCategories);
    this.own.add(work, added);
    const { state } = added;
    return { code, kind, name, units: [...state.units], broader, clusterId };
  }
}
