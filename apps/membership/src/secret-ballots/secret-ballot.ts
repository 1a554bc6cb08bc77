import { type Choice, type Instant, NotInElectorate, NotRepresented, refuse, TokenIssued, VoteIsOpen } from '@klaster/contracts';
import { closedTo, misfit, type Vote } from '../ballots/ballot.js';

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
export const faultOfBallot = (vote: Vote, choice: Choice, now: Instant) => faultOfVote(vote, now) ?? misfit(vote, choice);

/**
 * INV: one signature for a seat. What was signed is signed again: an answer may have been lost, and the signature of the
 * same blinded token is the same.
 */
export function faultOfRequest(vote: Vote, record: TokenRecord | undefined, blindedSha256: string, now: Instant) {
  const fault = faultOfVote(vote, now);
  if (fault) return fault;
  if (!record) return refuse(NotInElectorate);
  if (!record.represented) return refuse(NotRepresented);
  return record.blindedSha256 !== null && record.blindedSha256 !== blindedSha256 ? refuse(TokenIssued) : undefined;
}

const faultOfVote = (vote: Vote, now: Instant) => closedTo(vote, now) ?? (vote.secret ? undefined : refuse(VoteIsOpen));
