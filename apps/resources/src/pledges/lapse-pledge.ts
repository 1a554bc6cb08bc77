import { PledgeWrongState, refuse } from '@klaster/contracts';
import { civilDay, type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { lapse } from './pledge.js';
import { Pledges } from './pledges.js';

@OnTimer('resources.pledge.lapse')
export class LapsePledge implements TimerHandler {
  constructor(private readonly pledges: Pledges) {}

  async handle({ subject }: DueTimer, { work, now }: TimerCall): Promise<void> {
    // Refused where it was fulfilled or has ended meanwhile.
    await this.pledges.decide(work, subject, undefined, now, (pledge) => lapse(pledge, now, civilDay(now)) ?? refuse(PledgeWrongState, { state: pledge.state }));
  }
}
