import { hash } from 'node:crypto';
import {
  accept, type Accepted, BallotCast, type Ballot as BallotView, type Choice, ChoiceUnfit, type Instant, NotInElectorate, NotRepresented, refuse, type Refusal, StaleVersion, VoteIsSecret, VotingNotOpen,
} from '@klaster/contracts';
import { type ChoiceFault, faultOf } from '@klaster/voting';
import type { Matter } from '../matters/matter.js';

/** The one ballot of a seat in a matter, handed out blank when voting opens. Of a secret vote it never holds a choice. */
export interface Ballot {
  /** The subject of its events: the first of them makes version 2, the blank ballot is version 1. */
  readonly id: string;
  readonly version: number;
  readonly matterId: string;
  readonly memberId: string;
  readonly choice: Choice | null;
  readonly castBy: string | null;
  readonly castAt: Instant | null;
}

/**
 * The id of the ballot that a seat has in a matter: as the database makes it (`ballot_id`), so that casting need not ask.
 * UUIDv8 (RFC 9562, section 5.8) of SHA-256 over both.
 */
export function ballotId(matterId: string, memberId: string): string {
  const hex = hash('sha256', Buffer.from((matterId + memberId).replaceAll('-', ''), 'hex'), 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What casting has to know of a matter. */
export type Vote = Pick<Matter, 'id' | 'clusterId' | 'state' | 'secret' | 'votingClosesAt' | 'counting'>;

/** Who casts: for its own seat, or for one that it represents. */
export interface Voter {
  readonly memberId: string;
  readonly represents: boolean;
  /** The version of the ballot that it has read. */
  readonly expectedVersion: number | undefined;
}

const words: Readonly<Record<ChoiceFault['code'], string>> = {
  'wrong-method': 'this is a choice of another method',
  'unknown-option': 'there is no such option',
  'repeated-option': 'it is named twice',
  'reason-missing': 'an objection needs a reason',
};

/** What keeps anybody from voting now. The clock closes a vote even before it was counted. */
export function closedTo({ state, votingClosesAt }: Vote, now: Instant) {
  if (state !== 'voting' || votingClosesAt === null) return refuse(VotingNotOpen, { state });
  return now < votingClosesAt ? undefined : refuse(VotingNotOpen, { state: 'closing' });
}

/** Refuses a choice that does not fit the method of the vote. */
export function misfit({ counting }: Vote, choice: Choice) {
  const fault = counting && faultOf(counting, choice);
  if (!counting || !fault) return undefined;
  return { ...refuse(ChoiceUnfit, { method: counting.method }), errors: [{ pointer: `/choice${fault.pointer}`, code: fault.code, message: words[fault.code] }] };
}

/** A ballot that is cast, and the one that it takes the place of. */
export interface Cast extends Accepted<Ballot> {
  readonly before: Ballot;
}

type Problem = 'voting-not-open' | 'vote-is-secret' | 'not-in-electorate' | 'not-represented' | 'stale-version' | 'choice-unfit';

/** Casts the ballot of a seat, or changes it. INV: one counting ballot for each seat: the blank one that it was given. */
export function cast(vote: Vote, ballot: Ballot | undefined, { memberId: castBy, represents, expectedVersion }: Voter, choice: Choice, now: Instant): Cast | Refusal<Problem> {
  const closed = closedTo(vote, now);
  if (closed) return closed;
  if (vote.secret) return refuse(VoteIsSecret);
  if (!ballot) return refuse(NotInElectorate);
  if (!represents) return refuse(NotRepresented);
  if (expectedVersion !== ballot.version) return refuse(StaleVersion);
  const unfit = misfit(vote, choice);
  if (unfit) return unfit;
  const { id: matterId, clusterId } = vote;
  const event = BallotCast.of({ matterId, clusterId, memberId: ballot.memberId, castBy, castAt: now, decidedBy: null });
  return { ...accept({ ...ballot, version: ballot.version + 1, choice, castBy, castAt: now }, [event]), before: ballot };
}

export const showBallot = ({ id: _, ...ballot }: Ballot): BallotView => ballot;
