import { ClusterNotSeated, commentFederationMatter as contract, federationId, isRefusal, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { comment, showComment } from '../comments/comment.js';
import { Comments } from '../comments/comments.js';
import { Matters } from '../matters/matters.js';
import { FederationTable } from './federation-table.js';

@Handles(contract)
export class CommentFederationMatter {
  constructor(
    private readonly table: FederationTable,
    private readonly matters: Matters,
    private readonly comments: Comments,
  ) {}

  async handle({ clusterId, matterId, text }: RequestOf<typeof contract>, call: Call) {
    const { work, now, accountId } = call;
    await this.table.speak(call);
    const [matter, seated] = await Promise.all([this.matters.find(work, matterId), this.table.hasSeat(work, clusterId)]);
    if (!matter) return refuse(NotFound);
    if (!seated) return refuse(ClusterNotSeated);
    // The seat that speaks is the cluster's.
    const made = comment(matter, { id: newId(), memberId: clusterId, accountId, text, proposes: null, repliesTo: null }, now);
    return isRefusal(made) ? made : showComment(this.comments.add(work, made, federationId));
  }
}
