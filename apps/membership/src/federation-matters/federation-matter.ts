import {
  accept, BallotCast, type CharterRules, type Choice, ClusterNotInElectorate, type Decision, type Instant, isRefusal, type MandateUnfit, NotYours, refuse, StaleVersion, TooEarly,
} from '@klaster/contracts';
import { type Ballot, closedTo } from '../ballots/ballot.js';
import { foundingRules } from '../charters/founding-charter.js';
import { type Matter, notVotedOn, type Times } from '../matters/matter.js';
import { daysAfter } from '../matters/time.js';
import { choiceOf, type OwnDecision } from './nested-mandate.js';

/** How the table of the federation decides: no charter stands behind it, so that a matter says what it wants otherwise. */
export const federationRules: CharterRules = {
  ...foundingRules,
  quorum: { numerator: 1, denominator: 2 },
  method: 'majority',
  majority: 'simple',
  deliberationHours: 0,
  // No cluster is to be outvoted before it could decide at its own table.
  votingHours: 72,
};

/** The clusters decide at their own tables first, each as slowly as its charter wants. */
const defaultDays = 14;

/** When voting opens and closes, where nobody says otherwise. */
export function timesOf({ votingOpensAt, votingClosesAt }: Times, now: Instant): Times {
  const opensAt = votingOpensAt ?? daysAfter(now, defaultDays);
  return { votingOpensAt: opensAt, votingClosesAt: votingClosesAt ?? daysAfter(opensAt, defaultDays) };
}

/** A matter is brought forward by the cluster that put it, whoever of its members speaks. */
export const faultOfLead = ({ putBy }: Matter, clusterId: string) => (putBy === clusterId ? undefined : refuse(NotYours));

/** Voting closes at its time, and before only when every cluster has voted: none is overtaken while it still deliberates. */
export function mayCloseEarly(matter: Matter, blankBallots: number, now: Instant) {
  const notOpen = notVotedOn(matter);
  if (notOpen) return notOpen;
  return blankBallots > 0 && now < matter.votingClosesAt! ? refuse(TooEarly, { from: matter.votingClosesAt! }) : undefined;
}

/** The ballot of a cluster, cast as its own table has decided. */
export interface BoundBallot extends Ballot {
  readonly choice: Choice;
  readonly decidedBy: string;
}

/** Who casts it, and which version of the ballot it has read. */
export interface Speaker {
  readonly memberId: string;
  readonly expectedVersion: number | undefined;
}

type Problem = 'voting-not-open' | 'cluster-not-in-electorate' | 'stale-version' | (typeof MandateUnfit)['slug'];

/** Casts the ballot of a cluster, or changes it where its table has decided anew. INV: it is bound to that decision. */
export function castAsDecided(matter: Matter, ballot: Ballot | undefined, decision: OwnDecision | undefined, speaker: Speaker, now: Instant): Decision<BoundBallot, Problem> {
  const closed = closedTo(matter, now);
  if (closed) return closed;
  if (!ballot) return refuse(ClusterNotInElectorate);
  if (speaker.expectedVersion !== ballot.version) return refuse(StaleVersion);
  const choice = choiceOf(matter, decision);
  if (isRefusal(choice)) return choice;
  const { id: matterId, clusterId } = matter;
  const { memberId: castBy } = speaker;
  const decidedBy = decision!.matter.id;
  const event = BallotCast.of({ matterId, clusterId, memberId: ballot.memberId, castBy, castAt: now, decidedBy });
  return accept({ ...ballot, version: ballot.version + 1, choice, castBy, castAt: now, decidedBy }, [event]);
}
