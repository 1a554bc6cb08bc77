import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { CivilDate, Id, Instant, line, Money, page, pageRequest, Quantity, ResourceKind } from '../core/values.js';
import { CategoryCode } from './categories.js';
import { Visibility, Window } from './measures.js';
import { NotNeeding } from './needs.js';
import { NotProvider } from './offers.js';

/** Why a need and an offer go together. */
export const matchReasons = ['category', 'related-category', 'unit', 'quantity', 'part-of-quantity', 'time', 'place', 'words'] as const;

export const Listing = z
  .strictObject({
    id: Id.meta({ description: 'Of the offer or the need' }),
    side: z.enum(['offer', 'need']),
    clusterId: Id,
    clusterName: z.string().nullable(),
    memberId: Id.nullable().meta({ description: 'The member that offers or needs; null for an initiative' }),
    initiativeId: Id.nullable(),
    name: z.string().nullable().meta({ description: 'Of the member; null for natural persons and initiatives' }),
    kind: ResourceKind,
    category: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    quantity: Quantity.nullable(),
    amount: Money.nullable(),
    from: CivilDate.nullable(),
    until: CivilDate.nullable(),
    windows: z.array(Window),
    municipality: z.string().nullable(),
    visibility: Visibility,
    listedAt: Instant,
  })
  .meta({ id: 'Listing', description: 'An open offer or need as others see it' });
export type Listing = z.output<typeof Listing>;

export const Match = z
  .strictObject({
    needId: Id,
    offerId: Id,
    score: z.int().min(1).max(100).meta({ description: 'How well they go together: never by who gives how much' }),
    reasons: z.array(z.strictObject({
      reason: z.enum(matchReasons),
      words: z.array(z.string()).optional().meta({ description: 'The words of one’s own text that the other text has too, in whichever form' }),
    })),
    other: Listing.meta({ description: 'The offer for a need, the need for an offer' }),
    dismissed: z.boolean(),
  })
  .meta({ id: 'Match', description: 'A need and an offer that go together, with the reasons' });
export type Match = z.output<typeof Match>;

const cluster = '/v1/clusters/{clusterId}' as const;
const asked = { dismissed: z.enum(['with', 'without']).default('without').meta({ description: 'Whether those that were dismissed are listed too' }) };
const matches = z.strictObject({ items: z.array(Match) }).meta({ id: 'Matches', description: 'Best first, 20 at most' });

export const listNeedMatches = operation({
  name: 'resources.matches.for-need',
  summary: 'Offers that go together with a need, in its cluster and where they are visible in the federation',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${cluster}/needs/{needId}/matches` },
  request: z.strictObject({ clusterId: Id, needId: Id, ...asked }),
  reply: matches,
});

export const listOfferMatches = operation({
  name: 'resources.matches.for-offer',
  summary: 'Needs that go together with an offer, in its cluster and where they are visible in the federation',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${cluster}/offers/{offerId}/matches` },
  request: z.strictObject({ clusterId: Id, offerId: Id, ...asked }),
  reply: matches,
});

const Dismissal = z.strictObject({ needId: Id, offerId: Id, side: z.enum(['need', 'offer']), dismissedBy: Id, dismissedAt: Instant }).meta({ id: 'Dismissal', description: 'A match that a side does not want to see any more' });

export const dismissOfferForNeed = operation({
  name: 'resources.matches.dismiss-offer',
  summary: 'Who needs it dismisses an offer that was matched: it is not suggested again',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${cluster}/needs/{needId}/matches/{offerId}/dismissal` },
  request: z.strictObject({ clusterId: Id, needId: Id, offerId: Id }),
  reply: Dismissal,
  problems: [NotNeeding],
});

export const dismissNeedForOffer = operation({
  name: 'resources.matches.dismiss-need',
  summary: 'Who offers dismisses a need that was matched: it is not suggested again',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${cluster}/offers/{offerId}/matches/{needId}/dismissal` },
  request: z.strictObject({ clusterId: Id, needId: Id, offerId: Id }),
  reply: Dismissal,
  problems: [NotProvider],
});

const search = {
  side: z.enum(['offer', 'need']).optional(),
  kind: ResourceKind.optional(),
  category: CategoryCode.optional(),
  words: line(200).optional().meta({ description: 'Found in whichever form, with and without diacritics' }),
  municipality: line(80).optional(),
  ...pageRequest,
};

export const searchListings = operation({
  name: 'resources.listings.search',
  summary: 'Open offers and needs of this cluster and of the whole federation, as far as they are visible; newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${cluster}/listings` },
  request: z.strictObject({ clusterId: Id, ...search }),
  reply: page(Listing),
});

export const searchPublicListings = operation({
  name: 'resources.public-listings.search',
  summary: 'Open offers and needs that their members show to everybody; newest first',
  access: { who: 'anyone' },
  http: { method: 'GET', path: '/v1/public/listings' },
  request: z.strictObject(search),
  reply: page(Listing),
});

/** Told once to each side: in the cluster of the need, and in the cluster of the offer. */
export const MatchFound = event({
  name: 'resources.match.found',
  version: 1,
  summary: 'A need and an offer go together: told to each of the two sides in its own cluster',
  data: z.strictObject({
    matchId: Id, clusterId: Id, side: z.enum(['need', 'offer']).meta({ description: 'The side that is told' }), needId: Id, offerId: Id, score: z.int(),
    reasons: z.array(z.enum(matchReasons)), foundAt: Instant,
  }),
});
export const MatchDismissed = event({
  name: 'resources.match.dismissed',
  version: 1,
  summary: 'One side does not want a match any more',
  data: z.strictObject({ matchId: Id, clusterId: Id, side: z.enum(['need', 'offer']), needId: Id, offerId: Id, dismissedBy: Id, dismissedAt: Instant }),
});
