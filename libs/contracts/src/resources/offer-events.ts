import { z } from 'zod';
import { event } from '../core/event.js';
import { CivilDate, Id, Instant, ResourceKind } from '../core/values.js';
import { Sharing } from './offers.js';
import { measured, Visibility } from './measures.js';

/* What is told of offers. Their texts stay in resources: they may name persons. */

const told = { offerId: Id, clusterId: Id };
const terms = { category: z.string(), sharing: Sharing, ...measured, from: CivilDate.nullable(), until: CivilDate.nullable(), visibility: Visibility };

export const OfferDrafted = event({
  name: 'resources.offer.drafted',
  version: 1,
  summary: 'A member drafted an offer',
  data: z.strictObject({ ...told, memberId: Id, kind: ResourceKind, ...terms, draftedAt: Instant }),
});
export const OfferChanged = event({
  name: 'resources.offer.changed',
  version: 1,
  summary: 'A member changed its offer',
  data: z.strictObject({ ...told, ...terms, changedAt: Instant }),
});
export const OfferPublished = event({
  name: 'resources.offer.published',
  version: 1,
  summary: 'An offer is open, or open again',
  data: z.strictObject({ ...told, publishedAt: Instant }),
});
export const OfferPaused = event({
  name: 'resources.offer.paused',
  version: 1,
  summary: 'Nothing more is promised of an offer for a while',
  data: z.strictObject({ ...told, pausedAt: Instant }),
});
export const OfferEnded = event({
  name: 'resources.offer.ended',
  version: 1,
  summary: 'An offer is over: withdrawn, used up, or past its last day',
  data: z.strictObject({ ...told, how: z.enum(['withdrawn', 'exhausted', 'expired']), endedAt: Instant }),
});
