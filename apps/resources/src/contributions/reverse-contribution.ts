import { AlreadyReversed, isRefusal, NotFound, refuse, type RequestOf, reverseContribution as contract, StaleVersion } from '@klaster/contracts';
import { newId, type Work } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Directory } from '../directory/directory.js';
import { circumstancesOf } from './circumstances.js';
import type { Facts } from './contribution.js';
import { Contributions } from './contributions.js';
import { Recording, type Valued } from './recording.js';
import { reverse } from './reversal.js';

@Handles(contract)
export class ReverseContribution {
  constructor(
    private readonly contributions: Contributions,
    private readonly directory: Directory,
    private readonly recording: Recording,
  ) {}

  async handle({ clusterId, contributionId, reason, correction }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [{ memberId }, original] = await Promise.all([member, this.contributions.find(work, contributionId)]);
    if (!original) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== original.version) return refuse(StaleVersion);
    const [partners, facts] = await Promise.all([this.directory.partnersOf(work, original.receiver), this.factsOf(work, clusterId, correction, original.pledgeId)]);
    const ids = { reversal: newId(), correction: newId() };
    const reversed = reverse(original, partners, ids, { reason, correction }, facts, circumstancesOf(clusterId, memberId, now));
    if (isRefusal(reversed)) return reversed;
    work.refuseWhenTaken('contribution_reversal', refuse(AlreadyReversed, { reversedBy: '' }));
    this.contributions.keep(work, original, reversed.original);
    const reversal = this.contributions.add(work, reversed.reversal);
    if (reversed.correction) this.contributions.add(work, reversed.correction);
    return { ...reversal, correction: reversed.correction?.state.id ?? null };
  }

  private async factsOf(work: Work, clusterId: string, correction: Valued | undefined, pledgeId: string | null): Promise<Facts> {
    if (correction) return this.recording.factsOf(work, clusterId, correction, pledgeId ?? undefined);
    return { category: undefined, licence: null, declaredValue: null, confirmationDays: await this.directory.confirmationDays(work, clusterId) };
  }
}
