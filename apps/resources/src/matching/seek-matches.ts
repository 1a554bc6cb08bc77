import { federationId, type Instant } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { Listings, matchesSought } from './listings.js';
import type { Known } from './match.js';
import { MatchSides } from './match-sides.js';
import { Matches } from './matches.js';

/** The timer by which a listing of whichever cluster looks for what was found to go together with it from elsewhere. */
const matchesAnswered = 'matches-answered';

/** From this score on a match is told by itself: the same category at a time in common is enough, words in common alone are not. */
const worthTelling = 50;
/** A side is told so many matches of one listing in a day at most: the best of them. All are in its list. */
const mostInDay = 10;
const dayMs = 86_400_000;

/**
 * Tells the side of a listing what goes together with it, in its own cluster. The other sides are told in theirs, by a
 * work of their own: each looks for its matches itself and sees what its cluster may see.
 */
@Injectable()
export class MatchTelling {
  constructor(
    private readonly listings: Listings,
    private readonly matches: Matches,
    private readonly sides: MatchSides,
  ) {}

  /** In a work that is held. */
  async tell(work: Work, listingId: string, now: Instant): Promise<void> {
    const listing = await this.listings.find(work, listingId);
    if (!listing) return;
    work.enter(listing.clusterId);
    const told = await this.sides.countTold(work, listing, new Date(Date.parse(now) - dayMs).toISOString());
    const found = await this.matches.find(work, listing, 'unknown', now, Math.max(0, mostInDay - told));
    for (const { other, fit } of found.filter(({ fit: { score } }) => score >= worthTelling)) {
      if (await this.sides.tell(work, listing, other, fit, now)) this.answer(work, listing, other, now);
    }
  }

  /** Lets the other side look, where it sees this one. */
  private answer(work: Work, { clusterId, visibility }: Known, other: Known, dueAt: Instant): void {
    if (other.clusterId === clusterId) work.schedule({ name: matchesSought, subject: other.id, dueAt, clusterId });
    // Nothing is written in another cluster from here; what belongs to the federation can be.
    else if (visibility !== 'cluster') work.schedule({ name: matchesAnswered, subject: other.id, dueAt, clusterId: federationId });
  }
}

@OnTimer(matchesSought)
export class SeekMatches implements TimerHandler {
  constructor(private readonly telling: MatchTelling) {}

  handle({ subject }: DueTimer, { work, now }: TimerCall): Promise<void> {
    return this.telling.tell(work, subject, now);
  }
}

@OnTimer(matchesAnswered)
export class AnswerMatches implements TimerHandler {
  constructor(private readonly telling: MatchTelling) {}

  handle({ subject }: DueTimer, { work, now }: TimerCall): Promise<void> {
    return this.telling.tell(work, subject, now);
  }
}
