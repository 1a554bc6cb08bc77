import { hash } from 'node:crypto';
import { accept, CommentMade, type Comment as CommentView, type Decision, type Instant, MatterWrongState, refuse } from '@klaster/contracts';
import type { Matter } from '../matters/matter.js';

/** A contribution to the deliberation of a matter. */
export interface Comment extends CommentView {
  /** Who said it for the member. */
  readonly accountId: string;
}

/** What somebody says, for which member. */
export type Said = Pick<Comment, 'id' | 'memberId' | 'accountId' | 'text' | 'proposes' | 'repliesTo'>;

/** A seat speaks: in the deliberation, and neither before nor after. */
export function comment({ id: matterId, clusterId, state }: Matter, said: Said, now: Instant): Decision<Comment, 'matter-wrong-state'> {
  if (state !== 'deliberation') return refuse(MatterWrongState, { state, needed: 'deliberation' });
  const made: Comment = { ...said, version: 0, clusterId, matterId, saidAt: now };
  const event = CommentMade.of({ matterId, clusterId, commentId: said.id, memberId: said.memberId, textSha256: hash('sha256', said.text, 'hex'), amendment: said.proposes !== null, saidAt: now });
  return accept(made, [event]);
}

export const showComment = ({ accountId: _, ...comment }: Comment): CommentView => comment;
