import { civilDay, type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { expire } from './offer.js';
import { expiryTimer, Offers } from './offers.js';

@OnTimer(expiryTimer)
export class ExpireOffer implements TimerHandler {
  constructor(private readonly offers: Offers) {}

  async handle({ subject }: DueTimer, { work, now }: TimerCall): Promise<void> {
    const offer = await this.offers.find(work, subject);
    const expired = offer && expire(offer, now, civilDay(now));
    if (expired) this.offers.keep(work, offer, expired);
  }
}
