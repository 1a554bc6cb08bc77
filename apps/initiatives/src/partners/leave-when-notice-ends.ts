import { accept, isRefusal } from '@klaster/contracts';
import { civilDay, type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { after, expire } from './partner.js';
import { partnerLeaves, Partners } from './partners.js';

/** When the last day of a partner that is leaving is over. */
@OnTimer(partnerLeaves)
export class LeaveWhenNoticeEnds implements TimerHandler {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
  ) {}

  async handle({ subject, clusterId }: DueTimer, { work, now }: TimerCall): Promise<void> {
    const [initiative, partners] = await Promise.all([this.initiatives.hold(work, subject), this.partners.everybody(work, subject)]);
    if (isRefusal(initiative)) return;
    const { events, changed } = expire(partners, now, civilDay(now));
    if (changed.length > 0) this.initiatives.keep(work, initiative, accept(initiative, events), clusterId);
    for (const partner of changed) this.partners.update(work, partner);
    this.partners.watch(work, initiative, after(partners, changed));
  }
}
