import { isRefusal, type Refusal } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { Ballots, type Partners } from '../ballots/ballots.js';
import { SecretVote } from '../secret-ballots/secret-vote.js';
import { Consequences } from './consequences.js';
import { type CastBallot, decide, tellDecision } from './decide.js';
import { type Matter, mayOpen, mayVote, openVoting } from './matter.js';
import { Matters } from './matters.js';
import type { TableRules } from './tables.js';

/** Opens votes and closes them. The work is held, with the matter alone in it (`Matters.findAlone`). */
@Injectable()
export class Voting {
  constructor(
    private readonly matters: Matters,
    private readonly ballots: Ballots,
    private readonly secretVote: SecretVote,
    private readonly consequences: Consequences,
  ) {}

  /** Opens voting: rules, text and electorate are frozen together. Where it refuses nothing was written. */
  async open(work: Work, matter: Matter, { rules, charterNumber }: TableRules, partners: Partners, votingClosesAt?: string): Promise<Matter | Refusal<OpeningProblem>> {
    const { now } = work.origin;
    const waits = mayOpen(matter, rules, now);
    if (waits) return waits;
    const electorate = await this.ballots.deal(work, matter, partners);
    const unfit = mayVote(matter, electorate);
    if (unfit) return unfit;
    const tallyKey = matter.secret ? await this.secretVote.open(work, matter.id) : null;
    const opened = openVoting(matter, { rules, charterNumber, electorate, tallyKey }, votingClosesAt, now);
    if (isRefusal(opened)) return opened;
    const kept = this.matters.keep(work, matter, opened, matter.clusterId);
    this.matters.scheduleNext(work, kept);
    return kept;
  }

  /** Closes voting, counts, and does what follows from the decision. */
  async close(work: Work, matter: Matter): Promise<Matter> {
    const [ballots, turnout] = await this.tally(work, matter);
    const decided = decide(matter, ballots, turnout, work.origin.now);
    const effect = await this.consequences.decided(work, decided);
    return this.matters.keep(work, matter, tellDecision(decided, effect, ballots), matter.clusterId);
  }

  private async tally(work: Work, matter: Matter): Promise<[readonly CastBallot[], number]> {
    if (!matter.secret) {
      const ballots = await this.ballots.cast(work, matter.id);
      return [ballots, ballots.length];
    }
    const [ballots, tokens] = await Promise.all([this.secretVote.close(work, matter), this.ballots.tokens(work, matter.id)]);
    return [ballots.map((ballot) => ({ memberId: null, ...ballot })), tokens];
  }
}

type OpeningProblem = 'matter-wrong-state' | 'too-early' | 'hearing-open' | 'nobody-may-vote' | 'secret-needs-three';
