import { type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { Parties } from '../parties/parties.js';
import { expire } from './mandate.js';
import { mandateExpires, Mandates } from './mandates.js';

/** Nobody acts by a mandate whose time is over; here it ends for the record, and an unanswered one for good. */
@OnTimer(mandateExpires)
export class ExpireMandate implements TimerHandler {
  constructor(
    private readonly parties: Parties,
    private readonly mandates: Mandates,
  ) {}

  async handle({ subject }: DueTimer, { work, now }: TimerCall): Promise<void> {
    const found = await this.mandates.find(work, subject);
    if (!found) return;
    const [party, mandate] = await Promise.all([this.parties.hold(work, found.partyId), this.mandates.find(work, subject)]);
    const expired = mandate && expire(mandate, now);
    if (party && expired) this.mandates.keep(work, party, mandate, expired);
  }
}
