import { castBallot as contract, isRefusal, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { cast, showBallot } from './ballot.js';
import { Ballots } from './ballots.js';

/**
 * Everybody casts at the same time, shortly before the end: nothing is held, and nothing is read that is remembered. Where
 * the database finds it otherwise (voting has closed, the ballot was cast meanwhile) it is read anew and told.
 */
@Handles(contract)
export class CastBallot {
  constructor(private readonly ballots: Ballots) {}

  async handle({ clusterId, matterId, choice, seat }: RequestOf<typeof contract>, { work, member, accountId, now, expectedVersion }: Call) {
    const { memberId, mandateId } = await member;
    const own = seat === undefined || seat === memberId;
    const found = (own && this.ballots.remembered(work, clusterId, matterId, memberId, expectedVersion)) || (await this.ballots.find(work, matterId, seat ?? memberId, memberId));
    if (!found) return refuse(NotFound);
    const { vote, ballot, represents } = found;
    const decision = cast(vote, ballot, { memberId, represents, expectedVersion }, choice, now);
    if (isRefusal(decision)) return decision;
    const { before, state, events } = decision;
    this.ballots.keep(work, before, state, { memberId, mandateId, accountId });
    work.tell(before.id, before.version, events);
    return showBallot(state);
  }
}
