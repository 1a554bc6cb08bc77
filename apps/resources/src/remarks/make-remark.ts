import { isRefusal, makeRemark as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { circumstancesOf } from '../contributions/circumstances.js';
import { Contributions } from '../contributions/contributions.js';
import { Directory } from '../directory/directory.js';
import { shown, speak } from './remark.js';
import { Remarks } from './remarks.js';

@Handles(contract)
export class MakeRemark {
  constructor(
    private readonly remarks: Remarks,
    private readonly contributions: Contributions,
    private readonly directory: Directory,
  ) {}

  async handle({ clusterId, contributionId, text }: RequestOf<typeof contract>, { work, member }: Call) {
    const [{ memberId }, contribution] = await Promise.all([member, this.contributions.find(work, contributionId)]);
    if (!contribution) return refuse(NotFound);
    const partners = await this.directory.partnersOf(work, contribution.receiver);
    const decision = speak(newId(), contribution, partners, text, circumstancesOf(work, clusterId, memberId));
    if (isRefusal(decision)) return decision;
    // Nobody speaks behind the end of the dispute.
    this.contributions.expectUnchanged(work, contribution);
    return shown(this.remarks.add(work, decision));
  }
}
