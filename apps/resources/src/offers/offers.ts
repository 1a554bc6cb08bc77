import type { Accepted, Instant, Offer as OfferView } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import { type Listed, Listings } from '../matching/listings.js';
import { endOfDay } from '../times/zone.js';
import { capacityOf, exhaust, isOpen, type Offer } from './offer.js';

export const offerSchema = new EntitySchema<Offer>({
  name: 'offer',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    memberId: { type: 'uuid' },
    kind: { type: 'text' },
    category: { type: 'text' },
    title: { type: 'text' },
    description: { type: 'text', nullable: true },
    sharing: { type: 'text' },
    quantity: { type: 'jsonb', nullable: true },
    amount: { type: 'jsonb', nullable: true },
    hoursPerDay: { type: 'text', nullable: true },
    from: { name: 'from_day', type: 'date', nullable: true },
    until: { name: 'until_day', type: 'date', nullable: true },
    windows: { type: 'jsonb' },
    conditions: { type: 'jsonb', nullable: true },
    municipality: { type: 'text', nullable: true },
    visibility: { type: 'text' },
    state: { type: 'text' },
    createdAt: { type: 'timestamptz' },
    publishedAt: { type: 'timestamptz', nullable: true },
  },
});

@Injectable()
export class Offers extends Collection<Offer> {
  constructor(
    database: Database,
    private readonly listings: Listings,
  ) {
    super(database, offerSchema);
  }

  /** Keeps a new offer with what it holds. */
  override add(work: Work, accepted: Accepted<Offer>): Offer {
    const offer = super.add(work, accepted);
    work.write({
      text: 'INSERT INTO offer_capacity (cluster_id, offer_id, sharing, capacity, terms) VALUES ($1, $2, $3, $4, $5)',
      values: [offer.clusterId, offer.id, offer.sharing, capacityOf(offer), offer.version],
    });
    this.follow(work, undefined, offer);
    return offer;
  }

  override keep(work: Work, before: Offer, accepted: Accepted<Offer>): Offer {
    const offer = super.keep(work, before, accepted);
    // A pledge that takes the last of a stock touches this row itself.
    if (offer.state !== 'exhausted') {
      work.write({
        text: 'UPDATE offer_capacity SET sharing = $3, capacity = $4, terms = $5 WHERE cluster_id = $1 AND offer_id = $2',
        values: [offer.clusterId, offer.id, offer.sharing, capacityOf(offer), offer.version],
      });
    }
    this.follow(work, before, offer);
    return offer;
  }

  /**
   * Finds an offer in order to say it anew: nothing of it is promised until the work ends, and what was promised before
   * is there to be read behind it in the same work.
   */
  async hold(work: Work, clusterId: string, id: string): Promise<Offer | undefined> {
    work.hold();
    const [, offer] = await Promise.all([
      work.query('SELECT FROM offer_capacity WHERE cluster_id = $1 AND offer_id = $2 FOR UPDATE', [clusterId, id]),
      this.find(work, id),
    ]);
    return offer;
  }

  /** Lets a work fail, to be tried again, where the offer was said anew, paused or withdrawn since it was read: for who promises something of it. */
  unchanged(work: Work, { clusterId, id, version }: Offer): void {
    work.write({
      text: 'SELECT FROM offer_capacity WHERE cluster_id = $1 AND offer_id = $2 AND terms <= $3 FOR UPDATE',
      values: [clusterId, id, version],
      name: 'offer_unchanged',
      expectOne: true,
    });
  }

  /** All of a stock is given: it is over. */
  async exhaust(work: Work, id: string, now: Instant): Promise<void> {
    const offer = await this.find(work, id);
    const exhausted = offer && exhaust(offer, now);
    if (exhausted) this.keep(work, offer, exhausted);
  }

  /** What goes with the state of an offer: that it can be found, and that it ends after its last day. */
  private follow(work: Work, before: Offer | undefined, offer: Offer): void {
    if (offer.state === 'published') this.listings.list(work, listed(offer));
    else if (before?.state === 'published') this.listings.unlist(work, offer.id);
    const [was, is] = [before && expiryOf(before), expiryOf(offer)];
    if (is !== (was ?? null)) work.schedule({ name: expiryTimer, subject: offer.id, dueAt: is, clusterId: offer.clusterId });
  }
}

/** The timer that ends an offer after its last day. */
export const expiryTimer = 'resources.offer.expire';
/** The timer by which an offer follows its member, which has gone or is suspended. */
export const followTimer = 'resources.offer.follow-provider';

const expiryOf = (offer: Offer): Instant | null => (offer.until !== null && isOpen(offer) ? new Date(endOfDay(offer.until)).toISOString() : null);

const listed = (offer: Offer): Listed => {
  const { id, clusterId, memberId, kind, category, title, description, quantity, amount, hoursPerDay, from, until, windows, municipality, visibility } = offer;
  return { id, side: 'offer', clusterId, memberId, initiativeId: null, kind, category, title, description, quantity, amount, hoursPerDay, from, until, windows, municipality, visibility, listedAt: offer.publishedAt! };
};

/** An offer as clients see it. */
export const showOffer = (offer: Offer): OfferView => ({ ...offer, windows: [...offer.windows] });
