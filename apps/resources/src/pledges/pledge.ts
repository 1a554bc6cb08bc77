import {
  accept, type Accepted, type Category, type Decision, GiverIsReceiver, InitiativeEnded, type Instant, type Money, NeedWrongState, NotASide, OfferWrongState, OutsideAvailability,
  OwnProposal, PledgeAccepted, PledgeEnded, PledgeProgressed, PledgeProposed, type PledgeState, PledgeUnfit, PledgeWrongState, type Quantity, type Receiver, refuse, type Refusal, type ResourceKind, type Span,
  UnknownCategory, UnknownGiver, UnknownReceiver, WrongTimes,
} from '@klaster/contracts';
import { Big } from 'big.js';
import type { z } from 'zod';
import { refuseUnmeasured } from '../categories/category.js';
import { type Circumstances, isShown, type Sides, sideOf } from '../contributions/contribution.js';
import { isOpen as isNeedOpen, isOver, type Need, type Progress, sought } from '../needs/need.js';
import type { Offer } from '../offers/offer.js';
import { inUnitOf, isComparable, type Measure, reckon, type Reckoned } from '../quantities/quantity.js';
import { covers } from '../times/times.js';
import { endOfDay, instantOf, wallOfDay } from '../times/zone.js';

/** A promise: so much of a resource by a day, to an initiative or a member. What is given of it is an exact decimal in base units. */
export interface Pledge {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly giver: string;
  readonly receiver: Receiver;
  readonly needId: string | null;
  readonly offerId: string | null;
  readonly kind: ResourceKind;
  readonly category: string;
  readonly quantity: Quantity | null;
  readonly amount: Money | null;
  readonly hoursPerDay: string | null;
  readonly atOnce: string | null;
  readonly spans: readonly Span[];
  readonly by: string;
  readonly note: string | null;
  readonly state: z.output<typeof PledgeState>;
  readonly given: string;
  readonly proposedBy: string;
  readonly proposedAt: Instant;
  readonly acceptedBy: string | null;
  readonly acceptedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly reason: string | null;
}

/** What somebody proposes to promise. */
export interface Proposal {
  readonly quantity?: Quantity | undefined;
  readonly amount?: Money | undefined;
  readonly hoursPerDay?: string | undefined;
  readonly atOnce?: string | undefined;
  readonly spans: readonly Span[];
  readonly by: string;
  readonly note?: string | undefined;
}

/** From whom to whom, of which offer, for which need. */
export interface Between {
  readonly giver: string;
  readonly receiver: Receiver;
  readonly offer: Offer | undefined;
  readonly need: Need | undefined;
}

const unfit = (field: string) => refuse(PledgeUnfit, { field });

const isSharedByTime = (offer: Offer | undefined): boolean => offer?.sharing === 'exclusive' || offer?.sharing === 'counted';

/** Days are hours as it is said, or as the offer or the need says. */
const hoursPerDayOf = ({ hoursPerDay }: Proposal, { offer, need }: Between) => hoursPerDay ?? offer?.hoursPerDay ?? need?.hoursPerDay ?? null;

function refuseSides({ giver, receiver }: Between, sides: Sides, circumstances: Circumstances) {
  if (!isShown(sides, circumstances)) return refuse(UnknownReceiver);
  if (!sides.giverIsMember) return refuse(UnknownGiver);
  if ('memberId' in receiver) {
    if (receiver.memberId === giver) return refuse(GiverIsReceiver);
    if (!sides.receiverIsMember) return refuse(UnknownReceiver);
  } else if (sides.initiativeState === null) return refuse(UnknownReceiver);
  else if (isOver(sides.initiativeState)) return refuse(InitiativeEnded);
  return sideOf(circumstances.member, { giver, receiver }, sides.partners) ? undefined : refuse(NotASide);
}

/** Nobody promises for later than this many years ahead. */
const yearsAhead = 10;

/** The day has not passed, and the spans follow each other from the beginning of today until the end of that day. */
function refuseTimes({ by, spans }: Proposal, today: string) {
  if (by < today) return refuse(WrongTimes);
  if (by > `${Number(today.slice(0, 4)) + yearsAhead}${today.slice(4)}`) return unfit('by');
  const beginning = new Date(instantOf(wallOfDay(today))).toISOString();
  for (const [place, { from, until }] of spans.entries()) {
    if (from >= until || from < beginning) return refuse(WrongTimes);
    if (place > 0 && from < spans[place - 1]!.until) return unfit('spans');
  }
  const last = spans.at(-1);
  return last && Date.parse(last.until) > endOfDay(by) ? unfit('spans') : undefined;
}

/** What is promised of an offer, which is open and has room for such a promise; how much of it others hold is the database's to know. */
function refuseOffer(offer: Offer, giver: string, category: Category, { atOnce, spans }: Proposal, promised: Reckoned, today: string) {
  const state = offer.state === 'published' && offer.until !== null && offer.until < today ? 'expired' : offer.state;
  if (state !== 'published') return refuse(OfferWrongState, { state });
  if (giver !== offer.memberId) return unfit('giver');
  if (category.code !== offer.category) return unfit('category');
  if (isSharedByTime(offer) !== spans.length > 0) return unfit('spans');
  if ((offer.sharing === 'counted') !== (atOnce !== undefined)) return unfit('atOnce');
  if (offer.sharing === 'stock' && !isComparable(promised, reckon(offer, offer.hoursPerDay))) return unfit(offer.amount ? 'amount' : 'quantity');
  return covers(offer, spans) ? undefined : refuse(OutsideAvailability);
}

function refuseNeed(need: Need, receiver: Receiver, promised: Reckoned, today: string) {
  const state = isNeedOpen(need) && need.until !== null && need.until < today ? 'expired' : need.state;
  if (!isNeedOpen({ state })) return refuse(NeedWrongState, { state });
  if (!isSame(receiver, need.receiver)) return unfit('receiver');
  return isComparable(promised, sought(need)) ? undefined : unfit(need.amount ? 'amount' : 'quantity');
}

/** What is wrong with it in itself, whatever it is of and for. */
function refuseProposal(category: Category, proposal: Proposal, between: Between, sides: Sides, circumstances: Circumstances) {
  const { quantity = null, amount = null, atOnce, spans } = proposal;
  const refused = refuseUnmeasured(category, { quantity, amount }) ?? refuseSides(between, sides, circumstances) ?? refuseTimes(proposal, circumstances.today);
  if (refused || between.offer) return refused;
  if (spans.length > 0) return unfit('spans');
  return atOnce === undefined ? undefined : unfit('atOnce');
}

/** Either side proposes: the giver promises, or the receiver asks for what is offered. */
export function propose(id: string, category: Category | undefined, proposal: Proposal, between: Between, sides: Sides, circumstances: Circumstances) {
  if (!category) return refuse(UnknownCategory);
  const refused = refuseProposal(category, proposal, between, sides, circumstances);
  if (refused) return refused;
  const pledge = written(id, category, proposal, between, circumstances);
  const { giver, receiver, offer, need } = between;
  const [promised, { today }] = [promisedBy(pledge), circumstances];
  const unsuitable = (offer && refuseOffer(offer, giver, category, proposal, promised, today)) ?? (need && refuseNeed(need, receiver, promised, today));
  if (unsuitable) return unsuitable;
  const { id: pledgeId, clusterId, needId, offerId, kind, quantity, amount, spans, by, proposedBy, proposedAt } = pledge;
  return accept(pledge, [PledgeProposed.of({ pledgeId, clusterId, giver, receiver, needId, offerId, kind, category: category.code, quantity, amount, spans: [...spans], by, proposedBy, proposedAt })]);
}

function written(id: string, category: Category, proposal: Proposal, between: Between, { clusterId, member, now }: Circumstances): Pledge {
  const { quantity = null, amount = null, atOnce = null, spans, by, note = null } = proposal;
  const { giver, receiver, offer, need } = between;
  return {
    id, version: 0, clusterId, giver, receiver, needId: need?.id ?? null, offerId: offer?.id ?? null, kind: category.kind, category: category.code, quantity, amount,
    hoursPerDay: hoursPerDayOf(proposal, between), atOnce, spans, by, note, state: 'proposed', given: '0', proposedBy: member, proposedAt: now, acceptedBy: null, acceptedAt: null, endedAt: null, reason: null,
  };
}

/** Who and what a proposal names. */
export interface Named {
  readonly giver?: string | undefined;
  readonly receiver?: Receiver | undefined;
  readonly category?: string | undefined;
}

/** Who promises what to whom, where it is not all named: what the offer and the need say. Who asks for what another has, asks for itself. */
export function between(named: Named, member: string, offer: Offer | undefined, need: Need | undefined): (Between & { readonly category: string }) | Refusal<'pledge-unfit'> {
  const giver = named.giver ?? offer?.memberId ?? member;
  const receiver = named.receiver ?? need?.receiver ?? (giver === member ? undefined : { memberId: member });
  const category = named.category ?? (offer ?? need)?.category;
  if (!receiver) return unfit('receiver');
  return category === undefined ? unfit('category') : { giver, receiver, offer, need, category };
}

/** Whether two are the same receiver. */
export const isSame = (one: Receiver, other: Receiver) => JSON.stringify(one) === JSON.stringify(other);

type Side = 'giver' | 'receiver';

const proposingSide = ({ proposedBy, giver }: Pledge): Side => (proposedBy === giver ? 'giver' : 'receiver');

/** Whether it is still to be given, in whole or in part. */
export const isOpen = ({ state }: Pick<Pledge, 'state'>): boolean => state === 'proposed' || state === 'accepted' || state === 'partly-fulfilled';

/** Whether it ended before it was fulfilled. */
const isEnded = ({ state }: Pledge) => state === 'declined' || state === 'cancelled' || state === 'lapsed';

/** Its day may have passed before the clock has come to it. */
const stateOn = (pledge: Pledge, today: string) => (isOpen(pledge) && pledge.by < today ? 'lapsed' : pledge.state);

/** Who answers a proposal: never the side that made it. */
function refuseAnswer(pledge: Pledge, partners: readonly string[], { member, today }: Circumstances) {
  const side = sideOf(member, pledge, partners);
  if (!side) return refuse(NotASide);
  if (side === proposingSide(pledge)) return refuse(OwnProposal);
  const state = stateOn(pledge, today);
  return state === 'proposed' ? undefined : refuse(PledgeWrongState, { state });
}

type Answer<Slug extends string = never> = Decision<Pledge, 'not-a-side' | 'own-proposal' | 'pledge-wrong-state' | Slug>;

/** INV: the other side accepts, never the member that proposed it. */
export function acceptProposal(pledge: Pledge, { partners, initiativeState }: Pick<Sides, 'partners' | 'initiativeState'>, circumstances: Circumstances): Answer<'initiative-ended'> {
  const refused = refuseAnswer(pledge, partners, circumstances);
  if (refused) return refused;
  if (isOver(initiativeState)) return refuse(InitiativeEnded);
  const { member, now } = circumstances;
  const event = PledgeAccepted.of({ pledgeId: pledge.id, clusterId: pledge.clusterId, acceptedBy: member, acceptedAt: now });
  return accept({ ...pledge, state: 'accepted', acceptedBy: member, acceptedAt: now }, [event]);
}

export function declineProposal(pledge: Pledge, partners: readonly string[], reason: string, circumstances: Circumstances): Answer {
  const refused = refuseAnswer(pledge, partners, circumstances);
  if (refused) return refused;
  return end({ ...pledge, reason }, 'declined', proposingSide(pledge) === 'giver' ? 'receiver' : 'giver', circumstances.now);
}

/** Who proposed takes a proposal back; what is accepted either side cancels, as far as it is not given yet. */
export function cancel(pledge: Pledge, partners: readonly string[], reason: string, { member, now, today }: Circumstances): Decision<Pledge, 'not-a-side' | 'pledge-wrong-state'> {
  const side = sideOf(member, pledge, partners);
  if (!side) return refuse(NotASide);
  const state = stateOn(pledge, today);
  const cancels = state === 'accepted' || state === 'partly-fulfilled' || (state === 'proposed' && side === proposingSide(pledge));
  return cancels ? end({ ...pledge, reason }, 'cancelled', side, now) : refuse(PledgeWrongState, { state });
}

/** What ends pledges although neither side has done anything: the giver or the receiving member has gone, or the initiative is over. */
export type EndedFor = 'departure' | 'initiative';

/** One that is open ends because of that. */
export const cancelAfterwards = (pledge: Pledge, by: EndedFor, now: Instant): Accepted<Pledge> => end(pledge, 'cancelled', by, now);

/** By the clock: its day has passed. undefined: it has not, or it is over. */
export const lapse = (pledge: Pledge, now: Instant, today: string): Accepted<Pledge> | undefined => (stateOn(pledge, today) === 'lapsed' && isOpen(pledge) ? end(pledge, 'lapsed', 'clock', now) : undefined);

type How = 'declined' | 'cancelled' | 'lapsed';

function end(pledge: Pledge, how: How, by: Side | 'clock' | EndedFor, now: Instant): Accepted<Pledge> {
  return accept({ ...pledge, state: how, endedAt: now }, [PledgeEnded.of({ pledgeId: pledge.id, clusterId: pledge.clusterId, how, by, endedAt: now })]);
}

/** What is promised, in base units. */
export const promisedBy = ({ quantity, amount, hoursPerDay }: Pledge): Reckoned => reckon({ quantity, amount }, hoursPerDay);

/** What a contribution gives of it, in base units; days are hours as the pledge says. */
export const givenBy = (measure: Measure, { hoursPerDay }: Pledge): Reckoned => reckon(measure, hoursPerDay);

/** A contribution as far as it has to do with its pledge. */
export interface Fulfilling extends Measure {
  readonly giver: string;
  readonly receiver: Receiver;
  readonly category: string;
}

/** Whether a contribution can be recorded for it: also when enough is given already, but not before it is accepted nor after it has ended. */
export function fits(pledge: Pledge, contribution: Fulfilling): boolean {
  const { giver, receiver, category, acceptedBy } = pledge;
  const takes = acceptedBy !== null && !isEnded(pledge);
  const same = contribution.giver === giver && isSame(contribution.receiver, receiver) && contribution.category === category;
  return takes && same && isComparable(givenBy(contribution, pledge), promisedBy(pledge));
}

/**
 * Counts what was given of it, or taken back, in base units. One that has ended stays so: what was given for it before
 * counts all the same.
 * @param isOver whether its receiver takes nothing any more: what is taken back then is not promised anew
 */
export function count(pledge: Pledge, given: Big, isOver: boolean, now: Instant): Accepted<Pledge> {
  const total = given.plus(pledge.given);
  const counted: Pledge = { ...pledge, given: total.toFixed() };
  const { id: pledgeId, clusterId } = pledge;
  const state = isEnded(pledge) ? (pledge.state as How) : stateBy(total, promisedBy(pledge).value);
  if (state === 'declined') throw new Error(`pledge ${pledgeId} was declined: nothing is given for it`);
  const progressed = accept({ ...counted, state }, [PledgeProgressed.of({ pledgeId, clusterId, state, given: shownGiven(counted), at: now })]);
  if (!isOver || !isOpen(progressed.state)) return progressed;
  const ended = cancelAfterwards(progressed.state, 'initiative', now);
  return accept(ended.state, [...progressed.events, ...ended.events]);
}

function stateBy(given: Big, promised: Big): 'accepted' | 'partly-fulfilled' | 'fulfilled' {
  if (given.gte(promised)) return 'fulfilled';
  return given.gt(0) ? 'partly-fulfilled' : 'accepted';
}

/** What is given of it, in its unit. */
export const shownGiven = (pledge: Pledge): string => inUnitOf(pledge, new Big(pledge.given), pledge.hoursPerDay);

/** What it still promises, in base units: nothing before it is accepted, nor when it is over. */
function outstanding(pledge: Pledge): Big {
  if (pledge.acceptedBy === null || isEnded(pledge)) return new Big(0);
  const left = promisedBy(pledge).value.minus(pledge.given);
  return left.gt(0) ? left : new Big(0);
}

/** What a change of a pledge is for the need behind it. */
export const progressBetween = (before: Pledge, after: Pledge): Progress => ({ promised: outstanding(after).minus(outstanding(before)), given: new Big(after.given).minus(before.given) });

/** What a pledge holds of an offer: so much in a time, or of a stock. */
export interface Holding {
  readonly span: Span | null;
  /** In base units; 1 of what is shared to one at a time. */
  readonly quantity: Big;
}

/** What it takes of its offer: nothing of knowledge, which sharing does not use up. */
export function holdingsOf(pledge: Pledge, offer: Offer): readonly Holding[] {
  const { sharing, quantity, hoursPerDay } = offer;
  if (sharing === 'unlimited') return [];
  if (sharing === 'stock') return [{ span: null, quantity: promisedBy(pledge).value }];
  const atOnce = sharing === 'counted' ? reckon({ quantity: { value: pledge.atOnce!, unit: quantity!.unit }, amount: null }, hoursPerDay).value : new Big(1);
  return pledge.spans.map((span) => ({ span, quantity: atOnce }));
}
