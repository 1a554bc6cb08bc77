import { listNeedMatches as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Listings } from './listings.js';
import { Matches, mostShown, shownTo } from './matches.js';
import { receiverOfNeed } from './receiver-of-need.js';

@Handles(contract)
export class ListNeedMatches {
  constructor(
    private readonly listings: Listings,
    private readonly matches: Matches,
  ) {}

  /** What is open no longer has no matches. */
  async handle({ needId, dismissed }: RequestOf<typeof contract>, { work, now }: Call) {
    const [receiver, need] = await Promise.all([receiverOfNeed(work, needId), this.listings.find(work, needId)]);
    if (!receiver) return refuse(NotFound);
    const found = need ? await this.matches.find(work, need, dismissed === 'with' ? 'all' : 'open', now, mostShown) : [];
    return { items: need ? shownTo(need, found) : [] };
  }
}
