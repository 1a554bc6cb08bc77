import { AlreadyReversed, isRefusal, NotFound, refuse, type RequestOf, reverseContribution as contract, StaleVersion } from '@klaster/contracts';
import { newId, type Work } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Directory } from '../directory/directory.js';
import { circumstancesOf } from './circumstances.js';
import type { Contribution, Facts } from './contribution.js';
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

  async handle({ clusterId, contributionId, reason, correction }: RequestOf<typeof contract>, { work, member, expectedVersion }: Call) {
    const [{ memberId }, original] = await Promise.all([member, this.contributions.find(work, contributionId)]);
    if (!original) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== original.version) return refuse(StaleVersion);
    const [sides, facts] = await Promise.all([this.directory.sidesOf(work, original.giver, original.receiver), this.factsOf(work, clusterId, correction, original)]);
    const ids = { reversal: newId(), correction: newId() };
    const reversed = reverse(original, sides, ids, { reason, correction }, facts, circumstancesOf(work, clusterId, memberId));
    if (isRefusal(reversed)) return reversed;
    work.refuseWhenTaken('contribution_reversal', refuse(AlreadyReversed, { reversedBy: '' }));
    this.contributions.keep(work, original, reversed.original);
    const reversal = this.contributions.add(work, reversed.reversal);
    if (reversed.correction) this.contributions.add(work, reversed.correction);
    return { ...reversal, correction: reversed.correction?.state.id ?? null };
  }

  private async factsOf(work: Work, clusterId: string, correction: Valued | undefined, { pledgeId, receiver }: Contribution): Promise<Facts> {
    if (correction) return this.recording.factsOf(work, clusterId, correction, { pledgeId: pledgeId ?? undefined, receiver });
    return { category: undefined, licence: null, declaredValue: null, confirmationDays: await this.directory.confirmationDays(work) };
  }
}
