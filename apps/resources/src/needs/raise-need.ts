import { isRefusal, raiseNeed as contract, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Categories } from '../categories/categories.js';
import { circumstancesOf } from '../contributions/circumstances.js';
import { Directory } from '../directory/directory.js';
import { raise } from './need.js';
import { Needs, showNeed } from './needs.js';

const nobody = { initiativeState: null, partners: [] };

@Handles(contract)
export class RaiseNeed {
  constructor(
    private readonly needs: Needs,
    private readonly directory: Directory,
    private readonly categories: Categories,
  ) {}

  async handle({ clusterId, initiativeId, category, ...needed }: RequestOf<typeof contract>, { work, member }: Call) {
    const sidesOf = async () => (initiativeId === undefined ? nobody : this.directory.sidesOf(work, undefined, { initiativeId }));
    const [{ memberId }, sides, found] = await Promise.all([member, sidesOf(), this.categories.find(work, category)]);
    const receiver = initiativeId === undefined ? { memberId } : { initiativeId };
    const decision = raise(newId(), found, needed, receiver, sides, circumstancesOf(work, clusterId, memberId));
    if (isRefusal(decision)) return decision;
    this.directory.expectTaking(work, receiver);
    return showNeed(this.needs.add(work, decision));
  }
}
