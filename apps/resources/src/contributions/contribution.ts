import {
  accept, type Accepted, type Action, AlreadyReversed, AlreadySettled, type Category, type Conditions, ContributionConfirmed, ContributionRecorded, ContributionReversed, type ContributionState,
  ContributionVoided, type Decision, type DeclaredValue, type Evidence, GiverIsReceiver, InitiativeNotRunning, type Instant, isRefusal, type Money, NotASide,
  OwnContribution, type Quantity, type Receiver, refuse, type Refusal, type ResourceKind, ReversalOfReversal, UnknownCategory, UnknownGiver, UnknownReceiver,
  WrongMeasure, WrongPeriod,
} from '@klaster/contracts';
import type { z } from 'zod';

/** What was really given. Only what becomes of it changes; what it says never does. */
export interface Contribution {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly kind: ResourceKind;
  readonly category: string;
  readonly quantity: Quantity | null;
  readonly amount: Money | null;
  readonly action: Action;
  readonly giver: string;
  readonly receiver: Receiver;
  readonly pledgeId: string | null;
  readonly givenOn: string;
  readonly givenUntil: string | null;
  readonly description: string | null;
  readonly evidence: readonly z.output<typeof Evidence>[];
  readonly conditions: Conditions | null;
  readonly declaredValue: DeclaredValue | null;
  readonly returnBy: string | null;
  readonly returnedOn: string | null;
  readonly state: z.output<typeof ContributionState>;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  readonly confirmBy: Instant | null;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Instant | null;
  readonly bySilence: boolean;
  readonly disputedBy: string | null;
  readonly disputedAt: Instant | null;
  readonly reversalOf: string | null;
  readonly corrects: string | null;
  readonly reversedBy: string | null;
}

/** What somebody says was given. */
export interface Given {
  readonly category: string;
  readonly quantity?: Quantity | undefined;
  readonly amount?: Money | undefined;
  readonly givenOn: string;
  readonly givenUntil?: string | undefined;
  readonly description?: string | undefined;
  readonly evidence: Contribution['evidence'];
}

/** What the decision needs to know of the world. */
export interface Circumstances {
  readonly clusterId: string;
  /** The acting member. */
  readonly member: string;
  readonly now: Instant;
  /** The civil date in the federation's time zone. */
  readonly today: string;
}

/** Who stands on which side, as the directory knows it. */
export interface Sides {
  readonly giverIsMember: boolean;
  readonly receiverIsMember: boolean;
  readonly initiativeState: string | null;
  /** The members that are partners of the receiving initiative. */
  readonly partners: readonly string[];
}

type Side = 'giver' | 'receiver';

/** On which side of a contribution a member stands: the giver, or the receiving member, or another partner of the receiving initiative. */
export function sideOf(member: string, { giver, receiver }: Pick<Contribution, 'giver' | 'receiver'>, partners: readonly string[]): Side | undefined {
  if (member === giver) return 'giver';
  if ('memberId' in receiver) return member === receiver.memberId ? 'receiver' : undefined;
  return partners.includes(member) ? 'receiver' : undefined;
}

const recordedSide = ({ recordedBy, giver }: Contribution): Side => (recordedBy === giver ? 'giver' : 'receiver');

const measureOf = ({ kind, units }: Category) => (kind === 'financial' ? 'amount' : `quantity (${units.join(', ')})`);

function checkMeasure(category: Category | undefined, { quantity, amount }: Given) {
  if (!category) return refuse(UnknownCategory);
  const fits = category.kind === 'financial' ? amount && !quantity : quantity && !amount && category.units.includes(quantity.unit);
  return fits ? undefined : refuse(WrongMeasure, { category: category.code, measure: measureOf(category) });
}

function checkPeriod({ givenOn, givenUntil }: Given, today: string) {
  const fits = givenOn <= today && (givenUntil === undefined || (givenUntil >= givenOn && givenUntil <= today));
  return fits ? undefined : refuse(WrongPeriod);
}

function checkSides(giver: string, receiver: Receiver, sides: Sides) {
  if (!sides.giverIsMember) return refuse(UnknownGiver);
  if ('memberId' in receiver) {
    if (receiver.memberId === giver) return refuse(GiverIsReceiver);
    return sides.receiverIsMember ? undefined : refuse(UnknownReceiver);
  }
  if (sides.initiativeState === null) return refuse(UnknownReceiver);
  return sides.initiativeState === 'running' ? undefined : refuse(InitiativeNotRunning);
}

interface Place {
  readonly giver: string;
  readonly receiver: Receiver;
  readonly reversalOf?: string;
  readonly corrects?: string;
}

/** Writes an entry down: the entry and the event that tells of it. */
function enter(id: string, category: Category, given: Given, place: Place, { clusterId, member, now }: Circumstances): Accepted<Contribution> {
  const entry: Contribution = {
    id,
    version: 0,
    clusterId,
    kind: category.kind,
    category: category.code,
    quantity: given.quantity ?? null,
    amount: given.amount ?? null,
    action: category.kind === 'human' ? 'work' : 'transfer',
    giver: place.giver,
    receiver: place.receiver,
    pledgeId: null,
    givenOn: given.givenOn,
    givenUntil: given.givenUntil ?? null,
    description: given.description ?? null,
    evidence: given.evidence,
    conditions: null,
    declaredValue: null,
    returnBy: null,
    returnedOn: null,
    state: 'recorded',
    recordedBy: member,
    recordedAt: now,
    confirmBy: new Date(Date.parse(now) + 14 * 86_400_000).toISOString(),
    confirmedBy: null,
    confirmedAt: null,
    bySilence: false,
    disputedBy: null,
    disputedAt: null,
    reversalOf: place.reversalOf ?? null,
    corrects: place.corrects ?? null,
    reversedBy: null,
  };
  const { kind, quantity, amount, giver, receiver, givenOn, givenUntil, reversalOf, corrects } = entry;
  const recorded = ContributionRecorded.of({
    contributionId: id, clusterId, kind, category: category.code, quantity, amount, giver, receiver, givenOn, givenUntil,
    recordedBy: member, recordedAt: now, evidence: [...entry.evidence], reversalOf, corrects, action: entry.action, pledgeId: null, declaredValue: null, returnBy: null,
  });
  return accept(entry, [recorded]);
}

/** F7: a member records what it gave, or what it was given. */
export function record(id: string, category: Category | undefined, given: Given, place: Pick<Place, 'giver' | 'receiver'>, sides: Sides, circumstances: Circumstances) {
  const refused = checkMeasure(category, given) ?? checkPeriod(given, circumstances.today) ?? checkSides(place.giver, place.receiver, sides);
  if (refused) return refused;
  if (!sideOf(circumstances.member, place, sides.partners)) return refuse(NotASide);
  return enter(id, category!, given, place, circumstances);
}

/** F11: the other side confirms, never the side that recorded. */
export function confirm(contribution: Contribution, partners: readonly string[], { member, now }: Circumstances): Decision<Contribution, 'not-a-side' | 'own-contribution' | 'already-settled'> {
  const side = sideOf(member, contribution, partners);
  if (!side) return refuse(NotASide);
  if (side === recordedSide(contribution)) return refuse(OwnContribution);
  if (contribution.state !== 'recorded') return refuse(AlreadySettled, { state: contribution.state });
  const { id: contributionId, clusterId } = contribution;
  const event = ContributionConfirmed.of({ contributionId, clusterId, confirmedBy: member, bySilence: false, confirmedAt: now });
  return accept({ ...contribution, state: 'confirmed', confirmBy: null, confirmedBy: member, confirmedAt: now }, [event]);
}

export interface Reversed {
  readonly original: Accepted<Contribution>;
  readonly reversal: Accepted<Contribution>;
  readonly correction: Accepted<Contribution> | undefined;
}

type ReversalRefusal = Refusal<'not-a-side' | 'already-settled' | 'already-reversed' | 'reversal-of-reversal' | 'unknown-category' | 'wrong-measure' | 'wrong-period'>;

/**
 * The side that recorded an entry takes it back by another entry, and may put a corrected one in its place. What was not
 * confirmed yet is void at once; a confirmed entry counts until the other side has confirmed its reversal.
 */
export function reverse(
  original: Contribution,
  partners: readonly string[],
  ids: { readonly reversal: string; readonly correction: string },
  reason: string,
  correction: { readonly category: Category | undefined; readonly given: Given } | undefined,
  circumstances: Circumstances,
): Reversed | ReversalRefusal {
  const refused = refuseReversal(original, sideOf(circumstances.member, original, partners));
  if (refused) return refused;
  const corrected = correction && correct(original, ids.correction, correction.category, correction.given, circumstances);
  if (isRefusal(corrected)) return corrected;
  const category: Category = { code: original.category, kind: original.kind, name: { pl: '', en: '' }, units: [], broader: null, clusterId: null };
  const { quantity, amount, givenOn, givenUntil, giver, receiver } = original;
  const given: Given = { category: original.category, quantity: quantity ?? undefined, amount: amount ?? undefined, givenOn, givenUntil: givenUntil ?? undefined, description: reason, evidence: [] };
  const reversal = enter(ids.reversal, category, given, { giver, receiver, reversalOf: original.id }, circumstances);
  return { ...takeBack(original, reversal, circumstances), correction: corrected };
}

function refuseReversal(original: Contribution, side: Side | undefined) {
  if (side !== recordedSide(original)) return refuse(NotASide);
  if (original.reversalOf !== null) return refuse(ReversalOfReversal);
  if (original.reversedBy !== null) return refuse(AlreadyReversed, { reversedBy: original.reversedBy });
  return original.state === 'voided' ? refuse(AlreadySettled, { state: original.state }) : undefined;
}

function correct(original: Contribution, id: string, category: Category | undefined, given: Given, circumstances: Circumstances) {
  const refused = checkMeasure(category, given) ?? checkPeriod(given, circumstances.today);
  const { giver, receiver } = original;
  return refused ?? enter(id, category!, given, { giver, receiver, corrects: original.id }, circumstances);
}

function takeBack(original: Contribution, reversal: Accepted<Contribution>, { now }: Circumstances): Pick<Reversed, 'original' | 'reversal'> {
  const reversedBy = reversal.state.id;
  const { clusterId } = original;
  if (original.state === 'confirmed') {
    const event = ContributionReversed.of({ contributionId: original.id, clusterId, reversedBy });
    return { original: accept({ ...original, reversedBy }, [event]), reversal };
  }
  const voided = (entry: Contribution) => ContributionVoided.of({ contributionId: entry.id, clusterId, reversedBy, voidedAt: now });
  return {
    original: accept({ ...original, state: 'voided', confirmBy: null, reversedBy }, [voided(original)]),
    reversal: accept({ ...reversal.state, state: 'voided', confirmBy: null }, [...reversal.events, voided(reversal.state)]),
  };
}
