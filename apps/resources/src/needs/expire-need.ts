import { civilDay, type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { expire } from './need.js';
import { Needs } from './needs.js';

@OnTimer('resources.need.expire')
export class ExpireNeed implements TimerHandler {
  constructor(private readonly needs: Needs) {}

  async handle({ subject }: DueTimer, { work, now }: TimerCall): Promise<void> {
    const need = await this.needs.find(work, subject);
    const expired = need && expire(need, now, civilDay(now));
    if (expired) this.needs.keep(work, need, expired);
  }
}
