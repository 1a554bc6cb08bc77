import { z } from 'zod';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Decimal, Id, Instant, InstantInput, line, page, pageRequest, prose, ResourceKind, Version } from '../core/values.js';
import { CategoryCode } from './categories.js';
import {
  Conditions, ConditionsMisplaced, ConditionsNeeded, HoursPerDay, measure, measured, Municipality, Span, times, timesShown, UnknownCategory, Visibility, WindowNever, WindowUnfit, WrongMeasure, WrongTimes,
} from './measures.js';

export const offerStates = ['draft', 'published', 'paused', 'withdrawn', 'exhausted', 'expired'] as const;
export const OfferState = z.enum(offerStates);

/**
 * How an offer is shared out: to one at a time, to so many at a time, until it is used up, or without end (knowledge:
 * sharing it uses nothing up).
 */
export const sharings = ['exclusive', 'counted', 'stock', 'unlimited'] as const;
export const Sharing = z.enum(sharings).meta({ description: 'exclusive: to one at a time; counted: as much as quantity says at a time; stock: quantity or amount in all; unlimited: knowledge, which sharing does not use up' });
export type Sharing = z.output<typeof Sharing>;

export const Offer = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    memberId: Id.meta({ description: 'The member that offers' }),
    kind: ResourceKind,
    category: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    sharing: Sharing,
    ...measured,
    hoursPerDay: Decimal.nullable(),
    ...timesShown,
    conditions: Conditions.nullable(),
    municipality: z.string().nullable(),
    visibility: Visibility,
    state: OfferState,
    createdAt: Instant,
    publishedAt: Instant.nullable(),
  })
  .meta({ id: 'Offer', description: 'What a member would bring in' });
export type Offer = z.output<typeof Offer>;

export const OfferWrongState = problem({
  slug: 'offer-wrong-state',
  status: 409,
  title: { en: 'The offer is not at that point', pl: 'Oferta nie jest na tym etapie' },
  detail: { en: 'It is {state}.', pl: 'Jej stan: {state}.' },
});
export const NotProvider = problem({
  slug: 'not-provider',
  status: 403,
  title: { en: 'This is another member’s offer', pl: 'To oferta innego członka' },
  detail: { en: 'Only the member that offers may change it.', pl: 'Zmieniać ją może tylko członek, który ją złożył.' },
});
export const SharingUnfit = problem({
  slug: 'sharing-unfit',
  status: 422,
  title: { en: 'It cannot be shared out like this', pl: 'Nie można tego tak udostępniać' },
  detail: {
    en: 'exclusive takes no quantity; counted takes a quantity of things or people at a time; stock takes the whole quantity, or the amount of money; unlimited is for knowledge alone.',
    pl: 'exclusive nie ma ilości; counted podaje liczbę rzeczy lub osób naraz; stock podaje całą ilość albo kwotę; unlimited dotyczy tylko wiedzy.',
  },
});
export const BelowPromised = problem({
  slug: 'below-promised',
  status: 409,
  title: { en: 'More than that is promised already', pl: 'Obiecano już więcej' },
  detail: { en: 'Pledges hold a part of this offer that the change would take from them. Settle those first.', pl: 'Deklaracje zajmują część tej oferty, którą zmiana by im odebrała. Najpierw rozwiąż je.' },
});

const base = '/v1/clusters/{clusterId}/offers' as const;
const one = { clusterId: Id, offerId: Id };
const offered = {
  category: CategoryCode,
  title: line(160),
  description: prose(4000).optional(),
  sharing: Sharing.optional().meta({ description: 'Left out: unlimited for knowledge that is not measured in time, else stock where a quantity or an amount is given, else exclusive' }),
  ...measure,
  hoursPerDay: HoursPerDay.optional(),
  ...times,
  conditions: Conditions.optional().meta({ description: 'Needed for informational resources' }),
  municipality: Municipality.optional(),
  visibility: Visibility.default('cluster'),
};
const { category: _, ...saidAnew } = offered;
const unfit = [UnknownCategory, WrongMeasure, WrongTimes, WindowUnfit, WindowNever, SharingUnfit, ConditionsNeeded, ConditionsMisplaced] as const;

export const makeOffer = operation({
  name: 'resources.offers.make',
  summary: 'A member drafts an offer, or publishes it at once',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({ clusterId: Id, ...offered, publish: z.boolean().default(false) }),
  reply: Offer,
  problems: [...unfit],
});

export const changeOffer = operation({
  name: 'resources.offers.change',
  summary: 'The member that offers changes a draft, or what it has published: all of it is said anew but the category',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'PUT', path: `${base}/{offerId}` },
  request: z.strictObject({ ...one, ...saidAnew }),
  reply: Offer,
  problems: [NotProvider, OfferWrongState, BelowPromised, ...unfit],
});

export const listOffers = operation({
  name: 'resources.offers.list',
  summary: 'The offers of a cluster, newest first; drafts and paused ones are seen by the member that offers',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ clusterId: Id, kind: ResourceKind.optional(), category: CategoryCode.optional(), state: OfferState.optional(), memberId: Id.optional(), ...pageRequest }),
  reply: page(Offer),
});

export const readOffer = operation({
  name: 'resources.offers.get',
  summary: 'One offer',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{offerId}` },
  request: z.strictObject(one),
  reply: Offer,
});

const transition = (name: `resources.offers.${string}`, summary: string, path: string) =>
  operation({
    name,
    summary,
    access: { who: 'member', scope: 'contribute' },
    http: { method: 'POST', path: `${base}/{offerId}/${path}` },
    request: z.strictObject(one),
    reply: Offer,
    problems: [NotProvider, OfferWrongState],
  });

export const publishOffer = transition('resources.offers.publish', 'The member publishes a draft, or a paused offer again', 'publication');
export const pauseOffer = transition('resources.offers.pause', 'The member pauses its offer: nothing more is promised of it meanwhile', 'pause');
export const withdrawOffer = transition('resources.offers.withdraw', 'The member withdraws its offer for good; what is promised of it stays promised', 'withdrawal');

export const Availability = z
  .strictObject({
    sharing: Sharing,
    unit: z.string().nullable().meta({ description: 'Of free: a unit, or a currency (free is then in minor units); null where it is one thing at a time' }),
    free: z.string().nullable().meta({ description: 'For a stock: what is not promised yet, an exact decimal' }),
    items: z.array(z.strictObject({ from: Instant, until: Instant, free: z.string() })).meta({ description: 'For what is shared by time: when, and how much at a time is free; times with nothing free are left out' }),
  })
  .meta({ id: 'Availability', description: 'What is free of an offer in an interval' });
export type Availability = z.output<typeof Availability>;

export const readAvailability = operation({
  name: 'resources.offers.availability',
  summary: 'What is free of an offer in an interval of at most 400 days',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{offerId}/availability` },
  request: z.strictObject({ ...one, from: InstantInput, until: InstantInput }),
  reply: Availability,
  problems: [WrongTimes],
});

export const listReservations = operation({
  name: 'resources.offers.reservations',
  summary: 'What is reserved of an offer, by which pledge and when',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{offerId}/reservations` },
  request: z.strictObject({ ...one, ...pageRequest }),
  reply: page(z.strictObject({ id: Id, pledgeId: Id, span: Span.nullable(), quantity: z.string().meta({ description: 'Exact decimal in the unit of the offer; for money in minor units' }) }).meta({ id: 'Reservation', description: 'A part of an offer that a pledge holds' })),
});
