import { type Choice, ChoiceUnfit, type Instant, NotInElectorate, NotRepresented, refuse, type Refusal, TokenIssued, VoteIsOpen, VotingNotOpen } from '@klaster/contracts';
import { faultOf } from '@klaster/voting';
import type { Matter } from '../matters/matter.js';

/** Of a secret vote, the record of a seat's part in it: whether its token was signed, never what it chose. */
export interface TokenRecord {
  readonly id: string;
  readonly version: number;
  /** SHA-256 of the blinded token that was signed, lower-case hex; null before. */
  readonly blindedSha256: string | null;
  /** Whether the acting member may act for the seat: its own, or one that has delegated to it. */
  readonly represented: boolean;
}

/** What keeps a secret ballot from being taken, apart from its token. */
export function faultOfBallot(matter: Matter, choice: Choice, now: Instant): Refusal<'vote-is-open' | 'voting-not-open' | 'choice-unfit'> | undefined {
  const closed = faultOfVote(matter, now);
  if (closed) return closed;
  const fault = faultOf(matter.counting!, choice);
  return fault && { ...refuse(ChoiceUnfit, { method: matter.method }), errors: [{ pointer: `/choice${fault.pointer}`, code: fault.code, message: fault.code }] };
}

/**
 * INV: one signature for a seat. What was signed is signed again: an answer may have been lost, and the signature of the
 * same blinded token is the same.
 */
export function faultOfRequest(matter: Matter, record: TokenRecord | undefined, blindedSha256: string, now: Instant) {
  const closed = faultOfVote(matter, now);
  if (closed) return closed;
  if (!record) return refuse(NotInElectorate);
  if (!record.represented) return refuse(NotRepresented);
  return record.blindedSha256 !== null && record.blindedSha256 !== blindedSha256 ? refuse(TokenIssued) : undefined;
}

/** A vote ends at its time, whether the timer that closes it has run or not. */
function faultOfVote({ secret, state, votingClosesAt }: Matter, now: Instant) {
  if (state !== 'voting' || now >= votingClosesAt!) return refuse(VotingNotOpen, { state });
  return secret ? undefined : refuse(VoteIsOpen);
}
