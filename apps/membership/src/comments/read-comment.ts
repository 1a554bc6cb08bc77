import { NotFound, readComment as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { showComment } from './comment.js';
import { Comments } from './comments.js';

@Handles(contract)
export class ReadComment {
  constructor(private readonly comments: Comments) {}

  async handle({ matterId, commentId }: RequestOf<typeof contract>, { work }: Call) {
    const comment = await this.comments.find(work, commentId);
    return comment?.matterId === matterId ? showComment(comment) : refuse(NotFound);
  }
}
