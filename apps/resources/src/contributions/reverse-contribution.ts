import { AlreadyReversed, isRefusal, NotFound, refuse, type RequestOf, reverseContribution as contract, StaleVersion } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Categories } from '../categories/categories.js';
import { Directory } from '../directory/directory.js';
import { circumstancesOf } from './circumstances.js';
import { reverse } from './contribution.js';
import { Contributions } from './contributions.js';

@Handles(contract)
export class ReverseContribution {
  constructor(
    private readonly contributions: Contributions,
    private readonly directory: Directory,
    private readonly categories: Categories,
  ) {}

  async handle({ clusterId, contributionId, reason, correction }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [{ memberId }, original] = await Promise.all([member, this.contributions.find(work, contributionId)]);
    if (!original) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== original.version) return refuse(StaleVersion);
    const partners = await this.directory.partnersOf(work, original.receiver);
    const ids = { reversal: newId(), correction: newId() };
    const corrected = correction && { category: await this.categories.find(work, correction.category), given: correction };
    const reversed = reverse(original, partners, ids, reason, corrected, circumstancesOf(clusterId, memberId, now));
    if (isRefusal(reversed)) return reversed;
    work.refuseWhenTaken('contribution_reversal', refuse(AlreadyReversed, { reversedBy: '' }));
    this.contributions.keep(work, original, reversed.original);
    const reversal = this.contributions.add(work, reversed.reversal);
    if (reversed.correction) this.contributions.add(work, reversed.correction);
    return { ...reversal, correction: reversed.correction?.state.id ?? null };
  }
}
