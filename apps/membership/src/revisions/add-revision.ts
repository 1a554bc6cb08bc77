import { isRefusal, reviseMatter as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Comments } from '../comments/comments.js';
import { fault, unfit } from '../matters/draft.js';
import { LedMatters } from '../matters/led-matters.js';
import { Matters } from '../matters/matters.js';
import { revise } from './revision.js';
import { addRevision } from './revisions.js';

@Handles(contract)
export class AddRevision {
  constructor(
    private readonly led: LedMatters,
    private readonly matters: Matters,
    private readonly comments: Comments,
  ) {}

  async handle({ matterId, takenFrom, ...amendment }: RequestOf<typeof contract>, call: Call) {
    const { work, member, now } = call;
    const { memberId } = await member;
    const comment = takenFrom === undefined ? undefined : await this.comments.find(work, takenFrom);
    const matter = await this.led.find(matterId, call);
    if (isRefusal(matter)) return matter;
    if (takenFrom !== undefined && comment?.matterId !== matterId) return unfit(fault('/takenFrom', 'unknown-comment', 'there is no such comment of this matter'));
    const revised = revise(matter, { ...amendment, takenFrom: comment }, memberId, now);
    if (isRefusal(revised)) return revised;
    this.matters.keep(work, matter, revised);
    addRevision(work, revised.revision);
    const { clusterId: _, ...shown } = revised.revision;
    return shown;
  }
}
