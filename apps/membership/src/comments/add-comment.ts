import { commentMatter as contract, isRefusal, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Matters } from '../matters/matters.js';
import { comment, showComment } from './comment.js';
import { Comments } from './comments.js';

@Handles(contract)
export class AddComment {
  constructor(
    private readonly matters: Matters,
    private readonly comments: Comments,
  ) {}

  async handle({ matterId, text, proposes, repliesTo }: RequestOf<typeof contract>, { work, member, accountId, now }: Call) {
    const [{ memberId }, matter, before] = await Promise.all([member, this.matters.find(work, matterId), repliesTo === undefined ? undefined : this.comments.find(work, repliesTo)]);
    if (!matter || (repliesTo !== undefined && before?.matterId !== matterId)) return refuse(NotFound);
    const made = comment(matter, { id: newId(), memberId, accountId, text, proposes: proposes ?? null, repliesTo: repliesTo ?? null }, now);
    return isRefusal(made) ? made : showComment(this.comments.add(work, made));
  }
}
