import { z } from 'zod';
import { event } from '../core/event.js';
import { CivilDate, Id, Instant, ResourceKind } from '../core/values.js';
import { measured, Progress, Receiver, Span } from './measures.js';

/* What is told of pledges. Notes and reasons stay in resources: they may name persons. */

const told = { pledgeId: Id, clusterId: Id };

export const PledgeProposed = event({
  name: 'resources.pledge.proposed',
  version: 1,
  summary: 'A promise was proposed, and what it takes of an offer is reserved',
  data: z.strictObject({
    ...told, giver: Id, receiver: Receiver, needId: Id.nullable(), offerId: Id.nullable(), kind: ResourceKind, category: z.string(), ...measured,
    spans: z.array(Span), by: CivilDate, proposedBy: Id, proposedAt: Instant,
  }),
});
export const PledgeAccepted = event({
  name: 'resources.pledge.accepted',
  version: 1,
  summary: 'The other side accepted a promise',
  data: z.strictObject({ ...told, acceptedBy: Id, acceptedAt: Instant }),
});
export const PledgeProgressed = event({
  name: 'resources.pledge.progressed',
  version: 1,
  summary: 'More, or less, of a promise has been given, as its contributions are confirmed or taken back',
  data: z.strictObject({ ...told, state: z.enum(['accepted', 'partly-fulfilled', 'fulfilled', 'cancelled', 'lapsed']), given: Progress, at: Instant }),
});
const ended = { ...told, how: z.enum(['declined', 'cancelled', 'lapsed']), endedAt: Instant };
const endings = ['giver', 'receiver', 'clock', 'departure'] as const;

/** As it was told before initiatives came to an end: nobody tells it any more. */
export const PledgeEndedV1 = event({
  name: 'resources.pledge.ended',
  version: 1,
  summary: 'A promise is over before it was fulfilled: declined, cancelled, or lapsed by the clock. What it held is free again.',
  data: z.strictObject({ ...ended, by: z.enum(endings).meta({ description: 'Which side ended it, or that the giver or receiver has left' }) }),
});
export const PledgeEnded = event({
  name: 'resources.pledge.ended',
  version: 2,
  summary: 'A promise is over before it was fulfilled: declined, cancelled, or lapsed by the clock. What it held is free again.',
  data: z.strictObject({ ...ended, by: z.enum([...endings, 'initiative']).meta({ description: 'Which side ended it, or that the giver or receiver has left, or that the initiative is over' }) }),
});
