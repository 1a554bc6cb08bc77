import { listNeedMatches as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Needs } from '../needs/needs.js';
import { Listings } from './listings.js';
import { Matches, mostShown, shownTo, viewOf } from './matches.js';

@Handles(contract)
export class ListNeedMatches {
  constructor(
    private readonly needs: Needs,
    private readonly listings: Listings,
    private readonly matches: Matches,
  ) {}

  /** What is open no longer has no matches. */
  async handle({ clusterId, needId, dismissed }: RequestOf<typeof contract>, { work, now }: Call) {
    const [need, listing] = await Promise.all([this.needs.find(work, needId), this.listings.find(work, needId)]);
    if (!need) return refuse(NotFound);
    const found = listing ? await this.matches.find(work, listing, viewOf(listing, dismissed === 'with' ? 'all' : 'open', clusterId), now, mostShown) : [];
    return { items: listing ? shownTo(listing, found) : [] };
  }
}
