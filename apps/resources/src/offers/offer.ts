import {
  accept, type Accepted, type Category, type Conditions, ConditionsMisplaced, ConditionsNeeded, type Decision, findUnit, type Instant, isRefusal, type Money, NotFound, NotProvider, OfferChanged,
  OfferDrafted, OfferEnded, OfferPaused, OfferPublished, type OfferState, OfferWrongState, type Quantity, refuse, type Refusal, type ResourceKind, type Sharing, SharingUnfit, UnknownCategory,
  type Visibility, type Window,
} from '@klaster/contracts';
import type { z } from 'zod';
import { refuseMeasure } from '../categories/category.js';
import { reckon } from '../quantities/quantity.js';
import { refuseTimes, type Times } from '../times/times.js';

/** What a member would bring in. */
export interface Offer extends Times {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly memberId: string;
  readonly kind: ResourceKind;
  readonly category: string;
  readonly title: string;
  readonly description: string | null;
  readonly sharing: Sharing;
  readonly quantity: Quantity | null;
  readonly amount: Money | null;
  readonly hoursPerDay: string | null;
  readonly windows: readonly Window[];
  readonly conditions: Conditions | null;
  readonly municipality: string | null;
  readonly visibility: Visibility;
  readonly state: z.output<typeof OfferState>;
  readonly createdAt: Instant;
  readonly publishedAt: Instant | null;
}

/** What a member says of what it offers. */
export interface Offered {
  readonly title: string;
  readonly description?: string | undefined;
  readonly sharing?: Sharing | undefined;
  readonly quantity?: Quantity | undefined;
  readonly amount?: Money | undefined;
  readonly hoursPerDay?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly windows: readonly Window[];
  readonly conditions?: Conditions | undefined;
  readonly municipality?: string | undefined;
  readonly visibility: Visibility;
}

/** Who acts, and when. */
export interface Circumstances {
  readonly clusterId: string;
  /** The acting member. */
  readonly member: string;
  readonly now: Instant;
  /** The civil date in the federation's time zone. */
  readonly today: string;
}

type Unfit = Refusal<'unknown-category' | 'wrong-measure' | 'wrong-times' | 'window-unfit' | 'window-never' | 'sharing-unfit' | 'conditions-needed' | 'conditions-misplaced'>;
type State = Offer['state'];

const ended: readonly State[] = ['withdrawn', 'exhausted', 'expired'];

/** Whether it can still come to something. */
export const isOpen = ({ state }: Offer): boolean => !ended.includes(state);

/** Drafts and paused offers are seen by the member that offers alone. */
export const isSeenBy = ({ state, memberId }: Offer, member: string): boolean => memberId === member || (state !== 'draft' && state !== 'paused');

const isTime = (unit: string) => ['time', 'day'].includes(findUnit(unit)?.dimension ?? '');

/** Knowledge is shared without end, unless it is given in hours; what is counted or weighed is used up; the rest is lent to one at a time. */
const usualSharing = ({ kind }: Category, { quantity, amount }: Offered): Sharing => {
  if (kind === 'informational' && !(quantity && isTime(quantity.unit))) return 'unlimited';
  return quantity || amount ? 'stock' : 'exclusive';
};

/** For each way of sharing, what it must be told in. */
const measuredFor: Readonly<Record<Sharing, (offered: Offered) => boolean>> = {
  exclusive: ({ quantity, amount }) => !quantity && !amount,
  counted: ({ quantity, amount }) => quantity !== undefined && !amount && !isTime(quantity.unit),
  stock: ({ quantity, amount }) => (quantity === undefined) !== (amount === undefined),
  unlimited: ({ amount }) => !amount,
};

function refuseSharing({ kind, units }: Category, sharing: Sharing, offered: Offered) {
  const ofKind: Readonly<Record<ResourceKind, boolean>> = {
    human: sharing !== 'unlimited',
    financial: sharing === 'stock',
    informational: sharing === 'unlimited' || units.some(isTime),
    material: sharing !== 'unlimited',
  };
  return ofKind[kind] && measuredFor[sharing](offered) ? undefined : refuse(SharingUnfit);
}

function refuseConditions({ kind }: Category, conditions: Conditions | undefined) {
  if (kind !== 'informational') return conditions && refuse(ConditionsMisplaced);
  return conditions && (conditions.licence !== 'other' || conditions.text) ? undefined : refuse(ConditionsNeeded);
}

type Terms = Omit<Offer, 'id' | 'version' | 'clusterId' | 'memberId' | 'state' | 'createdAt' | 'publishedAt'>;

/** What an offer says, where it can be said like this. */
function termsOf(category: Category | undefined, offered: Offered, today: string): Terms | Unfit {
  if (!category) return refuse(UnknownCategory);
  const { quantity = null, amount = null, from = null, until = null, windows } = offered;
  const sharing = offered.sharing ?? usualSharing(category, offered);
  const refused = refuseMeasure(category, { quantity, amount }) ?? refuseSharing(category, sharing, offered) ?? refuseConditions(category, offered.conditions) ?? refuseTimes({ from, until, windows }, today);
  return refused ?? {
    kind: category.kind,
    category: category.code,
    title: offered.title,
    description: offered.description ?? null,
    sharing,
    quantity,
    amount,
    hoursPerDay: offered.hoursPerDay ?? null,
    from,
    until,
    windows,
    conditions: offered.conditions ?? null,
    municipality: offered.municipality ?? null,
    visibility: offered.visibility,
  };
}

const told = ({ category, sharing, quantity, amount, from, until, visibility }: Terms) => ({ category, sharing, quantity, amount, from, until, visibility });

/** F7: a member drafts an offer. */
export function draft(id: string, category: Category | undefined, offered: Offered, { clusterId, member, now, today }: Circumstances): Accepted<Offer> | Unfit {
  const terms = termsOf(category, offered, today);
  if (isRefusal(terms)) return terms;
  const offer: Offer = { ...terms, id, version: 0, clusterId, memberId: member, state: 'draft', createdAt: now, publishedAt: null };
  return accept(offer, [OfferDrafted.of({ offerId: id, clusterId, memberId: member, kind: terms.kind, ...told(terms), draftedAt: now })]);
}

/** The member that offers says it anew, before or after it has published it. What is promised of it is the database's to keep. */
export function change(offer: Offer, category: Category | undefined, offered: Offered, { member, now, today }: Circumstances): Transition | Unfit {
  const refused = refuseProvider(offer, member) ?? refuseState(offer, ['draft', 'published', 'paused'], today);
  if (refused) return refused;
  const terms = termsOf(category, offered, today);
  if (isRefusal(terms)) return terms;
  return accept({ ...offer, ...terms }, [OfferChanged.of({ offerId: offer.id, clusterId: offer.clusterId, ...told(terms), changedAt: now })]);
}

/** To another member it is hidden, or not its own. */
function refuseProvider(offer: Offer, member: string) {
  if (offer.memberId === member) return undefined;
  return isSeenBy(offer, member) ? refuse(NotProvider) : refuse(NotFound);
}

/** Whether its last day has passed: perhaps before the clock has come to it. */
const isPast = ({ until }: Times, today: string) => until !== null && until < today;

function refuseState(offer: Offer, states: readonly State[], today: string) {
  const state = isOpen(offer) && isPast(offer, today) ? 'expired' : offer.state;
  return states.includes(state) ? undefined : refuse(OfferWrongState, { state });
}

type Transition = Decision<Offer, 'not-found' | 'not-provider' | 'offer-wrong-state'>;

/** From a draft, or again after a pause. */
export function publish(offer: Offer, { member, now, today }: Circumstances): Transition {
  const refused = refuseProvider(offer, member) ?? refuseState(offer, ['draft', 'paused'], today);
  return refused ?? opened(offer, [], now);
}

/** A draft that is published with what it was made with. */
export const publishAtOnce = ({ state, events }: Accepted<Offer>, now: Instant): Accepted<Offer> => opened(state, events, now);

const opened = (offer: Offer, before: Accepted<Offer>['events'], now: Instant) =>
  accept({ ...offer, state: 'published' as const, publishedAt: now }, [...before, OfferPublished.of({ offerId: offer.id, clusterId: offer.clusterId, publishedAt: now })]);

export function pause(offer: Offer, { member, now, today }: Circumstances): Transition {
  const refused = refuseProvider(offer, member) ?? refuseState(offer, ['published'], today);
  return refused ?? paused(offer, now);
}

const paused = (offer: Offer, now: Instant) => accept({ ...offer, state: 'paused' as const }, [OfferPaused.of({ offerId: offer.id, clusterId: offer.clusterId, pausedAt: now })]);

/** For good. What is promised of it stays promised. */
export function withdraw(offer: Offer, { member, now, today }: Circumstances): Transition {
  const refused = refuseProvider(offer, member) ?? refuseState(offer, ['draft', 'published', 'paused'], today);
  return refused ?? end(offer, 'withdrawn', now);
}

const end = (offer: Offer, how: 'withdrawn' | 'exhausted' | 'expired', now: Instant): Accepted<Offer> =>
  accept({ ...offer, state: how }, [OfferEnded.of({ offerId: offer.id, clusterId: offer.clusterId, how, endedAt: now })]);

/** By the clock: its last day has passed. undefined: it has not, or it is over. */
export const expire = (offer: Offer, now: Instant, today: string): Accepted<Offer> | undefined => (isOpen(offer) && isPast(offer, today) ? end(offer, 'expired', now) : undefined);

/** A stock of which everything is given. undefined: it is over. */
export const exhaust = (offer: Offer, now: Instant): Accepted<Offer> | undefined => (isOpen(offer) ? end(offer, 'exhausted', now) : undefined);

/** Its member has gone for good. undefined: it is over. */
export const withdrawAfterwards = (offer: Offer, now: Instant): Accepted<Offer> | undefined => (isOpen(offer) ? end(offer, 'withdrawn', now) : undefined);

/** Its member is suspended. undefined: nobody could find it. */
export const pauseMeanwhile = (offer: Offer, now: Instant): Accepted<Offer> | undefined => (offer.state === 'published' ? paused(offer, now) : undefined);

/** How much there is of it, at a time or in all, in the base unit of its dimension or in minor units of money: an exact decimal; null where that is one, or without end. */
export const capacityOf = (offer: Offer): string | null => (offer.sharing === 'counted' || offer.sharing === 'stock' ? reckon(offer, offer.hoursPerDay).value.toFixed() : null);
