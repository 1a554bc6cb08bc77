import { NotFound, readFederationComment as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { showComment } from '../comments/comment.js';
import { Comments } from '../comments/comments.js';
import { atFederation } from './federation-table.js';

@Handles(contract)
export class ReadFederationComment {
  constructor(private readonly comments: Comments) {}

  async handle({ matterId, commentId }: RequestOf<typeof contract>, { work, accountId }: Call) {
    atFederation(work, accountId);
    const comment = await this.comments.find(work, commentId);
    return comment?.matterId === matterId ? showComment(comment) : refuse(NotFound);
  }
}
