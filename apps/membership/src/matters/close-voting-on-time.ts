import { type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { closeVotingTimer, Matters } from './matters.js';
import { Voting } from './voting.js';

/** The clock closes voting. */
@OnTimer(closeVotingTimer)
export class CloseVotingOnTime implements TimerHandler {
  constructor(
    private readonly matters: Matters,
    private readonly voting: Voting,
  ) {}

  async handle({ subject }: DueTimer, { work, now }: TimerCall): Promise<void> {
    const matter = await this.matters.findAlone(work, subject);
    if (matter?.state === 'voting' && matter.votingClosesAt !== null && matter.votingClosesAt <= now) await this.voting.close(work, matter);
  }
}
