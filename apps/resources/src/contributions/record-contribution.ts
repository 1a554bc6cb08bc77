import { isRefusal, recordContribution as contract, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Categories } from '../categories/categories.js';
import { Directory } from '../directory/directory.js';
import { circumstancesOf } from './circumstances.js';
import { record } from './contribution.js';
import { Contributions } from './contributions.js';

@Handles(contract)
export class RecordContribution {
  constructor(
    private readonly contributions: Contributions,
    private readonly directory: Directory,
    private readonly categories: Categories,
  ) {}

  async handle({ clusterId, giver, receiver, ...given }: RequestOf<typeof contract>, call: Call) {
    // Who acts and who stands where are asked in one flight.
    const [{ memberId }, sides, category] = await Promise.all([call.member, this.directory.sidesOf(call.work, giver, receiver), this.categories.find(call.work, given.category)]);
    const place = { giver: giver ?? memberId, receiver };
    const decision = record(newId(), category, given, place, sides, circumstancesOf(clusterId, memberId, call.now));
    return isRefusal(decision) ? decision : this.contributions.add(call.work, decision);
  }
}
