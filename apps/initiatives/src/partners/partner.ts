import {
  accept, AlreadyPartner, CoordinationHandedOver, type Happening, type Instant, NotCoordinator, NotFound, NotPartner, NotYourself, type Partner as PartnerView, PartnerAsked, PartnerGone, PartnerJoined,
  PartnerLeaving, PartnerLeft, refuse, WrongState,
} from '@klaster/contracts';
import type { Initiative } from '../initiatives/initiative.js';

/** A member in an initiative. */
export interface Partner {
  readonly initiativeId: string;
  readonly clusterId: string;
  readonly memberId: string;
  /** 1 for the first, 2 for the second …: the order in which they first came, whatever the clocks say. */
  readonly place: number;
  readonly coordinator: boolean;
  /** When it joined, or asked to. */
  readonly joinedAt: Instant;
  /** The cluster at whose table it sits: the initiative's own, or another that has accepted it. */
  readonly homeClusterId: string;
  /** As it was called when it joined; null for a natural person. */
  readonly name: string | null;
  readonly state: PartnerView['state'];
  readonly leavesOn: string | null;
  readonly leftAt: Instant | null;
  /** Why it leaves or has left, in its own words. */
  readonly reason: string | null;
}

/** Who joins: a member, the cluster at whose table it sits, and what it is called where that may be known. */
export type Joining = Pick<Partner, 'memberId' | 'homeClusterId' | 'name'>;

type How = 'forming' | 'notice' | 'amendment' | 'candidacy' | 'membership';
type Place = Pick<Initiative, 'id' | 'clusterId'>;

/** Partners as they are after a change, and what has happened to them. */
export interface Turnover {
  readonly events: readonly Happening[];
  readonly changed: readonly Partner[];
}

/** Whether it takes part: also while it is leaving, until it has left. */
export const isActing = ({ state }: Pick<Partner, 'state'>): boolean => state === 'partner' || state === 'leaving';

export const isPartner = (partners: readonly Partner[], memberId: string): boolean => partners.some((partner) => partner.memberId === memberId && isActing(partner));

const told = ({ initiativeId, clusterId, memberId }: Partner) => ({ initiativeId, clusterId, memberId });

const newcomer = ({ id, clusterId }: Place, { memberId, homeClusterId, name }: Joining, place: number, now: Instant): Partner => ({
  initiativeId: id, clusterId, memberId, place, coordinator: false, joinedAt: now, homeClusterId, name, state: 'partner', leavesOn: null, leftAt: null, reason: null,
});

/** Whoever brings the idea coordinates: a duty and not a rank. */
export const firstPartner = (initiative: Place, joining: Joining, now: Instant): Partner => ({ ...newcomer(initiative, joining, 1, now), coordinator: true });

/**
 * A member joins while the partnership is forming; of one that runs it becomes a candidate, until an amendment that names
 * it is in force. Who has left or taken its wish back may come again, in its old place.
 * @param partners all that ever were
 */
export function join(initiative: Initiative, partners: readonly Partner[], joining: Joining, now: Instant) {
  if (initiative.state !== 'forming' && initiative.state !== 'running') return refuse(WrongState, { state: initiative.state, needed: 'forming, running' });
  const before = partners.find(({ memberId }) => memberId === joining.memberId);
  if (before && !isGone(before)) return refuse(AlreadyPartner);
  const partner: Partner = { ...newcomer(initiative, joining, before?.place ?? partners.length + 1, now), state: initiative.state === 'forming' ? 'partner' : 'candidate' };
  return { ...accept(initiative, [partner.state === 'partner' ? joined(partner) : PartnerAsked.of({ ...told(partner), homeClusterId: partner.homeClusterId, askedAt: now })]), partner, before };
}

const isGone = ({ state }: Partner) => state === 'left' || state === 'withdrawn';

const joined = (partner: Partner) => PartnerJoined.of({ ...told(partner), homeClusterId: partner.homeClusterId, coordinator: partner.coordinator, joinedAt: partner.joinedAt });

/** A partner has left, or a candidate has taken its wish back. Whoever coordinated does so no more: nobody does until another takes it. */
export function depart(partner: Partner, how: How, now: Instant): { readonly partner: Partner; readonly event: Happening } {
  const state = partner.state === 'candidate' ? 'withdrawn' : 'left';
  return { partner: { ...partner, state, coordinator: false, leavesOn: how === 'notice' ? partner.leavesOn : null, leftAt: now }, event: PartnerLeft.of({ ...told(partner), was: partner.state, how, leftAt: now }) };
}

/** Who wants to leave, and by when the agreement in force lets it go. */
export interface Leaving {
  readonly memberId: string;
  readonly reason: string | null;
  /** The day after which it has left; null where no notice binds it. */
  readonly leavesOn: string | null;
}

/**
 * A partner leaves by itself, and nobody can refuse it that: at once while the partnership forms, with the notice of the
 * agreement when the work runs, however few stay. Those who stay may go on, take in others, or give it up.
 * @param acting the member that asks for it
 */
export function leave(initiative: Initiative, partners: readonly Partner[], acting: string, { memberId, reason, leavesOn }: Leaving, now: Instant) {
  if (acting !== memberId) return refuse(NotYourself);
  const before = partners.find((partner) => partner.memberId === memberId);
  if (!before) return refuse(NotPartner);
  if (isGone(before) || before.state === 'leaving') return refuse(PartnerGone, { state: before.state });
  const how = before.state === 'candidate' ? 'candidacy' : howToLeave(initiative.state);
  if (!how) return refuse(WrongState, { state: initiative.state, needed: 'forming, running, closing' });
  const leaving: Partner = { ...before, reason };
  if (how !== 'notice' || leavesOn === null) {
    const { partner, event } = depart(leaving, how, now);
    return { ...accept(initiative, [event]), partner };
  }
  return { ...accept(initiative, [PartnerLeaving.of({ ...told(before), leavesOn })]), partner: { ...leaving, state: 'leaving', leavesOn } satisfies Partner };
}

function howToLeave(state: Initiative['state']): How | undefined {
  if (state === 'forming') return 'forming';
  return state === 'running' || state === 'closing' ? 'notice' : undefined;
}

/** The last day of one that is leaving. */
export const lastDayOf = ({ state, leavesOn }: Partner): string | null => (state === 'leaving' ? leavesOn : null);

/** Those whose last day is over have left, whatever the others do. @param today the civil date */
export const expire = (partners: readonly Partner[], now: Instant, today: string): Turnover => turnoverOf(partners.filter((partner) => (lastDayOf(partner) ?? today) < today).map((partner) => depart(partner, 'notice', now)));

/** An agreement comes into force that names these: candidates among them are partners from now on, partners that it does not name have left. */
export function amend(partners: readonly Partner[], named: ReadonlySet<string>, now: Instant): Turnover {
  const { events, changed } = turnoverOf(partners.filter((partner) => isActing(partner) && !named.has(partner.memberId)).map((partner) => depart(partner, 'amendment', now)));
  const newcomers = partners.filter(({ state, memberId }) => state === 'candidate' && named.has(memberId)).map((partner): Partner => ({ ...partner, state: 'partner', joinedAt: now }));
  return { events: [...newcomers.map(joined), ...events], changed: [...newcomers, ...changed] };
}

const turnoverOf = (departed: readonly { readonly partner: Partner; readonly event: Happening }[]): Turnover => ({ events: departed.map(({ event }) => event), changed: departed.map(({ partner }) => partner) });

/**
 * The coordinator hands its duty over to another partner, who stays; where nobody coordinates any partner takes it or gives it.
 * @param acting the member that asks for it
 * @returns what has changed, who yields before who follows; nothing where the partner coordinates already
 */
export function handOver(initiative: Initiative, partners: readonly Partner[], acting: string, memberId: string) {
  if (!isPartner(partners, acting)) return refuse(NotPartner);
  if (initiative.state === 'closed' || initiative.state === 'abandoned') return refuse(WrongState, { state: initiative.state, needed: 'idea, forming, running, closing' });
  const coordinator = partners.find((partner) => partner.coordinator);
  if (coordinator && coordinator.memberId !== acting) return refuse(NotCoordinator);
  const before = partners.find((partner) => partner.memberId === memberId);
  if (!before) return refuse(NotFound);
  if (before.state === 'candidate') return refuse(NotPartner);
  if (before.state !== 'partner') return refuse(PartnerGone, { state: before.state });
  if (before === coordinator) return { ...accept(initiative, []), partner: before, changed: [] };
  const partner: Partner = { ...before, coordinator: true };
  const event = CoordinationHandedOver.of({ initiativeId: initiative.id, clusterId: initiative.clusterId, from: coordinator?.memberId ?? null, to: memberId });
  return { ...accept(initiative, [event]), partner, changed: [...(coordinator ? [{ ...coordinator, coordinator: false }] : []), partner] };
}

/** All partners with those that have changed in their places. */
export const after = (partners: readonly Partner[], changed: readonly Partner[]): Partner[] => partners.map((partner) => changed.find(({ memberId }) => memberId === partner.memberId) ?? partner);
