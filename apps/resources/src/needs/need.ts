import {
  accept, type Accepted, type Category, type Decision, type Happening, type Instant, isRefusal, type Money, NeedChanged, NeedEnded, NeedProgressed, NeedRaised, type NeedState, NeedWrongState, NotNeeding,
  NotPartnerHere, type Quantity, type Receiver, refuse, type Refusal, type ResourceKind, UnknownCategory, UnknownReceiver, type Visibility, type Window, WrongMeasure,
} from '@klaster/contracts';
import { Big } from 'big.js';
import type { z } from 'zod';
import { refuseUnmeasured } from '../categories/category.js';
import type { Circumstances, Sides } from '../contributions/contribution.js';
import { inUnitOf, isComparable, reckon } from '../quantities/quantity.js';
import { refuseTimes, type Times } from '../times/times.js';

/** What a member or an initiative looks for. How much is promised and given are exact decimals in base units. */
export interface Need extends Times {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly receiver: Receiver;
  readonly raisedBy: string;
  readonly kind: ResourceKind;
  readonly category: string;
  readonly title: string;
  readonly description: string | null;
  readonly quantity: Quantity | null;
  readonly amount: Money | null;
  readonly hoursPerDay: string | null;
  readonly windows: readonly Window[];
  readonly municipality: string | null;
  readonly visibility: Visibility;
  readonly state: z.output<typeof NeedState>;
  readonly promised: string;
  readonly given: string;
  readonly raisedAt: Instant;
  readonly reason: string | null;
}

/** What somebody says is needed. */
export interface Needed {
  readonly title: string;
  readonly description?: string | undefined;
  readonly quantity?: Quantity | undefined;
  readonly amount?: Money | undefined;
  readonly hoursPerDay?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly windows: readonly Window[];
  readonly municipality?: string | undefined;
  readonly visibility: Visibility;
}

/** How much more, or less, is promised and given, in base units. */
export interface Progress {
  readonly promised: Big;
  readonly given: Big;
}

type Unfit = Refusal<'unknown-category' | 'wrong-measure' | 'wrong-times' | 'window-unfit' | 'window-never'>;
type Terms = Omit<Need, 'id' | 'version' | 'clusterId' | 'receiver' | 'raisedBy' | 'state' | 'promised' | 'given' | 'raisedAt' | 'reason'>;

/** Initiatives that look for nothing and to which nothing is promised any more. */
const over: readonly (string | null)[] = ['closing', 'closed', 'abandoned'];

/** Whether an initiative of this state looks for nothing any more, and nothing is promised to it. */
export const isOver = (initiativeState: string | null): boolean => over.includes(initiativeState);

/** Whether it still looks for something. */
export const isOpen = ({ state }: Pick<Need, 'state'>): boolean => state === 'open' || state === 'partly-met';

/** Whether a member speaks for who needs or receives something: it is that member, or a partner of that initiative. */
export const speaksFor = (member: string, receiver: Receiver, partners: readonly string[]): boolean => ('memberId' in receiver ? receiver.memberId === member : partners.includes(member));

function termsOf(category: Category | undefined, needed: Needed, today: string): Terms | Unfit {
  if (!category) return refuse(UnknownCategory);
  const { quantity = null, amount = null, from = null, until = null, windows } = needed;
  return refuseUnmeasured(category, { quantity, amount }) ?? refuseTimes({ from, until, windows }, today) ?? {
    kind: category.kind,
    category: category.code,
    title: needed.title,
    description: needed.description ?? null,
    quantity,
    amount,
    hoursPerDay: needed.hoursPerDay ?? null,
    from,
    until,
    windows,
    municipality: needed.municipality ?? null,
    visibility: needed.visibility,
  };
}

const told = ({ category, quantity, amount, from, until, visibility }: Terms) => ({ category, quantity, amount, from, until, visibility });

/** A member says what it needs, or a partner what its initiative needs. */
export function raise(
  id: string, category: Category | undefined, needed: Needed, receiver: Receiver, { initiativeState, partners }: Pick<Sides, 'initiativeState' | 'partners'>, { clusterId, member, now, today }: Circumstances,
): Decision<Need, Unfit['refused'] | 'unknown-receiver' | 'not-partner-of-receiver'> {
  if ('initiativeId' in receiver && (initiativeState === null || isOver(initiativeState))) return refuse(UnknownReceiver);
  if (!speaksFor(member, receiver, partners)) return refuse(NotPartnerHere);
  const terms = termsOf(category, needed, today);
  if (isRefusal(terms)) return terms;
  const need: Need = { ...terms, id, version: 0, clusterId, receiver, raisedBy: member, state: 'open', promised: '0', given: '0', raisedAt: now, reason: null };
  return accept(need, [NeedRaised.of({ needId: id, clusterId, receiver, raisedBy: member, kind: terms.kind, ...told(terms), raisedAt: now })]);
}

type Transition<Slug extends string = never> = Decision<Need, 'not-needing' | 'need-wrong-state' | Slug>;

/** Its last day may have passed before the clock has come to it. */
function refuseWho(need: Need, partners: readonly string[], { member, today }: Circumstances) {
  if (!speaksFor(member, need.receiver, partners)) return refuse(NotNeeding);
  const state = isOpen(need) && need.until !== null && need.until < today ? 'expired' : need.state;
  return isOpen({ state }) ? undefined : refuse(NeedWrongState, { state });
}

/** Who needs it says it anew. What is promised and given is counted on, so that it stays measured in the same dimension. */
export function change(need: Need, category: Category | undefined, needed: Needed, partners: readonly string[], circumstances: Circumstances): Transition<Unfit['refused']> {
  const refused = refuseWho(need, partners, circumstances);
  if (refused) return refused;
  const terms = termsOf(category, needed, circumstances.today);
  if (isRefusal(terms)) return terms;
  if (!isComparable(sought(terms), sought(need))) return refuse(WrongMeasure, { category: need.category, measure: need.amount?.currency ?? need.quantity?.unit ?? '' });
  const changed: Need = { ...need, ...terms };
  const { now } = circumstances;
  const event = NeedChanged.of({ needId: need.id, clusterId: need.clusterId, ...told(terms), changedAt: now });
  const state = stateBy(changed);
  return state === need.state ? accept(changed, [event]) : progressed({ ...changed, state }, now, [event]);
}

/** Who needs it looks for it no longer. What is promised for it stays promised. */
export function cancel(need: Need, partners: readonly string[], reason: string | undefined, circumstances: Circumstances): Transition {
  return refuseWho(need, partners, circumstances) ?? end({ ...need, reason: reason ?? null }, 'cancelled', circumstances.now);
}

/** The member that needs it, and still looks for it, has gone; or the initiative is over. */
export const cancelAfterwards = (need: Need, now: Instant): Accepted<Need> => end(need, 'cancelled', now);

/** By the clock: its last day has passed. undefined: it has not, or it looks for nothing. */
export const expire = (need: Need, now: Instant, today: string): Accepted<Need> | undefined => (isOpen(need) && need.until !== null && need.until < today ? end(need, 'expired', now) : undefined);

const end = (need: Need, how: 'cancelled' | 'expired', now: Instant): Accepted<Need> =>
  accept({ ...need, state: how }, [NeedEnded.of({ needId: need.id, clusterId: need.clusterId, how, endedAt: now })]);

/** More or less is promised for it, or given to it: whatever has become of it meanwhile. */
export function progress(need: Need, by: Progress, now: Instant): Accepted<Need> {
  const counted: Need = { ...need, promised: by.promised.plus(need.promised).toFixed(), given: by.given.plus(need.given).toFixed() };
  return progressed(isOpen(need) || need.state === 'met' ? { ...counted, state: stateBy(counted) } : counted, now);
}

/** The same when the initiative is over: what was met and is not any more is not looked for again. */
export function progressAfterwards(need: Need, by: Progress, now: Instant): Accepted<Need> {
  const counted = progress(need, by, now);
  if (!isOpen(counted.state)) return counted;
  const ended = cancelAfterwards(counted.state, now);
  return accept(ended.state, [...counted.events, ...ended.events]);
}

/** What is needed, in base units. */
export const sought = ({ quantity, amount, hoursPerDay }: Terms) => reckon({ quantity, amount }, hoursPerDay);

function stateBy(need: Need): 'open' | 'partly-met' | 'met' {
  const given = new Big(need.given);
  if (given.gte(sought(need).value)) return 'met';
  return given.gt(0) ? 'partly-met' : 'open';
}

function progressed(need: Need, now: Instant, before: readonly Happening[] = []): Accepted<Need> {
  const { id: needId, clusterId, state } = need;
  return accept(need, [...before, NeedProgressed.of({ needId, clusterId, state, ...shownProgress(need), at: now })]);
}

/** How much is promised and given, in the unit of the need. */
export const shownProgress = (need: Need): { promised: string; given: string } => ({
  promised: inUnitOf(need, new Big(need.promised), need.hoursPerDay),
  given: inUnitOf(need, new Big(need.given), need.hoursPerDay),
});
