import { type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { Directory } from '../directory/directory.js';
import { pauseMeanwhile, withdrawAfterwards } from './offer.js';
import { followTimer, Offers } from './offers.js';

/** A member that has gone offers nothing any more; one that is suspended nothing for now. Which of the two it is now counts. */
@OnTimer(followTimer)
export class FollowProvider implements TimerHandler {
  constructor(
    private readonly offers: Offers,
    private readonly directory: Directory,
  ) {}

  async handle({ subject }: DueTimer, { work, now }: TimerCall): Promise<void> {
    const offer = await this.offers.find(work, subject);
    const state = offer && (await this.directory.memberState(work, offer.memberId));
    const followed = offer && followedBy(state ?? undefined)?.(offer, now);
    if (followed) this.offers.keep(work, offer, followed);
  }
}

const followedBy = (state: string | undefined) => {
  if (state === 'left' || state === 'excluded') return withdrawAfterwards;
  return state === 'suspended' ? pauseMeanwhile : undefined;
};
