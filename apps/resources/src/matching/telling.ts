import { federationId, type Instant } from '@klaster/contracts';
import { newId, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { Listings, matchesSought } from './listings.js';
import { type Fit, type Known, otherSide } from './match.js';
import { MatchSides } from './match-sides.js';
import { Matches, viewOf } from './matches.js';

/** The timer by which a listing looks for what was found from another cluster to go together with it. */
export const matchesAnswered = 'matches-answered';
/** The timer by which a cluster looks at what another has shown to all, for what it keeps to itself. */
export const matchesAnnounced = 'matches-announced';

/** From this score on a match is told by itself: the same category at a time in common is enough, words in common alone are not. */
const worthTelling = 50;
/** A side is told so many matches of one listing in a day at most: the best of them. All are in its list. */
const mostInDay = 10;
const dayMs = 86_400_000;

interface Announcement {
  readonly listingId: string;
  readonly toCluster: string;
}

/**
 * Tells sides of listings what goes together with them. A work tells in one cluster and sees what that sees: other
 * clusters are told by works of their own, which timers of the federation begin. All of it in works that are held.
 */
@Injectable()
export class Telling {
  constructor(
    private readonly listings: Listings,
    private readonly matches: Matches,
    private readonly sides: MatchSides,
  ) {}

  /** Tells the side of a listing, in its own cluster; whoever is found is let look in turn. */
  async tell(work: Work, listingId: string, now: Instant): Promise<void> {
    const listing = await this.listings.find(work, listingId);
    if (!listing) return;
    work.enter(listing.clusterId);
    const found = await this.matches.find(work, listing, viewOf(listing, 'unknown'), now, mostInDay);
    for (const { other, fit } of found) {
      if (await this.tellSide(work, listing, other, fit, now)) this.answer(work, listing, other, now);
    }
    if (listing.visibility !== 'cluster') await this.announce(work, listing, now);
  }

  /** Tells the sides of what a cluster keeps to itself, where it goes together with what another has shown. */
  async tellPrivate(work: Work, announcementId: string, now: Instant): Promise<void> {
    const [announced] = await work.query<Announcement>('DELETE FROM announcement WHERE id = $1 RETURNING listing_id AS "listingId", to_cluster AS "toCluster"', [announcementId]);
    const shown = announced && (await this.listings.find(work, announced.listingId));
    if (!shown) return;
    work.enter(announced.toCluster);
    const view = { clusterId: announced.toCluster, side: otherSide[shown.side], audiences: [announced.toCluster], which: 'unknown' } as const;
    const found = await this.matches.find(work, shown, view, now, mostInDay);
    // In one order, so that works that tell the same sides wait for each other in a row.
    for (const { other, fit } of found.toSorted((one, next) => (one.other.id < next.other.id ? -1 : 1))) await this.tellSide(work, other, shown, fit, now);
  }

  private async tellSide(work: Work, listing: Known, other: Known, fit: Fit, now: Instant): Promise<boolean> {
    if (fit.score < worthTelling) return false;
    // What is told of one listing is counted by one at a time.
    work.lock(`matches of ${listing.id}`, 'exclusive');
    const told = await this.sides.countTold(work, listing, new Date(Date.parse(now) - dayMs).toISOString());
    return told < mostInDay && this.sides.tell(work, listing, other, fit, now);
  }

  /** Lets the other side look, where it sees this one. */
  private answer(work: Work, { clusterId, visibility }: Known, other: Known, dueAt: Instant): void {
    if (other.clusterId === clusterId) work.schedule({ name: matchesSought, subject: other.id, dueAt, clusterId });
    else if (visibility !== 'cluster') work.schedule({ name: matchesAnswered, subject: other.id, dueAt, clusterId: federationId });
  }

  /** Lets the clusters look that keep something of the other side to themselves, once for what it says. */
  private async announce(work: Work, { id, clusterId, side, kind }: Known, dueAt: Instant): Promise<void> {
    const fresh = await work.query('UPDATE listing SET announced = true WHERE cluster_id = $1 AND id = $2 AND NOT announced RETURNING 1', [clusterId, id]);
    if (fresh.length === 0) return;
    const clusters = await work.query<{ id: string }>('SELECT to_cluster AS id FROM listener WHERE side = $1 AND kind = $2 AND to_cluster <> $3', [side, kind, clusterId]);
    for (const cluster of clusters) {
      const announcementId = newId();
      work.write({ text: 'INSERT INTO announcement (id, cluster_id, listing_id, to_cluster) VALUES ($1, $2, $3, $4)', values: [announcementId, federationId, id, cluster.id] });
      work.schedule({ name: matchesAnnounced, subject: announcementId, dueAt, clusterId: federationId });
    }
  }
}
