import {
  accept, type Accepted, AlreadySettled, ContributionConfirmed, ContributionRecorded, type ContributionState, type Decision, type DeclaredValue, GiverIsReceiver, InitiativeNotRunning, type Instant,
  isRefusal, NotASide, OwnContribution, PledgeOther, type Receiver, refuse, type Refusal, UnknownGiver, UnknownReceiver,
} from '@klaster/contracts';
import type { z } from 'zod';
import { type Content, contentOf, type Given, type GivenProblem, type Known } from './given.js';
import { silenceConfirmsFrom } from './silence.js';

/** What was really given. Only what becomes of it changes; what it says never does. */
export interface Contribution extends Content {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly giver: string;
  readonly receiver: Receiver;
  readonly pledgeId: string | null;
  readonly declaredValue: DeclaredValue | null;
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

/** Who acts, where and when. */
export interface Circumstances {
  /** The cluster to which the thing belongs. */
  readonly clusterId: string;
  /** The cluster at whose table the acting member sits: another one, where that takes part in an initiative of the first. */
  readonly ownClusterId: string;
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
  /** Where a giver that is named sits, if it is or was a partner of the receiving initiative. */
  readonly giverClusterId: string | null;
  /** The other clusters that take part in the receiving initiative. */
  readonly guests: readonly string[];
}

/** What the decision about an entry needs to know of the world. */
export interface Facts extends Omit<Known, 'today'> {
  /** The charter's window: silence for so many days confirms. */
  readonly confirmationDays: number;
  /** null where none is asked for. */
  readonly declaredValue: DeclaredValue | null | Refusal<'no-rate'>;
}

/** What one recording says. */
export interface Line {
  readonly giver: string;
  readonly receiver: Receiver;
  readonly pledgeId?: string | undefined;
  readonly given: Given;
}

export type Side = 'giver' | 'receiver';

/** On which side of a contribution a member stands: the giver, or the receiving member, or another partner of the receiving initiative. */
export function sideOf(member: string, { giver, receiver }: Pick<Contribution, 'giver' | 'receiver'>, partners: readonly string[]): Side | undefined {
  if (member === giver) return 'giver';
  if ('memberId' in receiver) return member === receiver.memberId ? 'receiver' : undefined;
  return partners.includes(member) ? 'receiver' : undefined;
}

export const recordedSide = ({ recordedBy, giver }: Contribution): Side => (recordedBy === giver ? 'giver' : 'receiver');

/** Members of other clusters give to nothing here but the initiatives in which these take part. */
export const isShown = ({ guests }: Sides, { clusterId, ownClusterId }: Circumstances) => ownClusterId === clusterId || guests.includes(ownClusterId);

/** The cluster for which a contribution counts: where its giver sits. */
export const attributionOf = (giver: string, { giverClusterId }: Pick<Sides, 'giverClusterId'>, { member, clusterId, ownClusterId }: Circumstances): string =>
  giver === member ? ownClusterId : (giverClusterId ?? clusterId);

function checkSides(giver: string, receiver: Receiver, sides: Sides, circumstances: Circumstances) {
  if (!isShown(sides, circumstances)) return refuse(UnknownReceiver);
  if (!sides.giverIsMember) return refuse(UnknownGiver);
  if ('memberId' in receiver) {
    if (receiver.memberId === giver) return refuse(GiverIsReceiver);
    return sides.receiverIsMember ? undefined : refuse(UnknownReceiver);
  }
  if (sides.initiativeState === null) return refuse(UnknownReceiver);
  // While it is closing, the last papers come in.
  return sides.initiativeState === 'running' || sides.initiativeState === 'closing' ? undefined : refuse(InitiativeNotRunning);
}

/** Where an entry belongs. */
export interface Place extends Pick<Contribution, 'giver' | 'receiver' | 'pledgeId' | 'declaredValue'> {
  /** The cluster for which it counts. */
  readonly giverClusterId: string;
  readonly reversalOf?: string;
  readonly corrects?: string;
}

/** Writes an entry down: the entry and the event that tells of it. */
export function enter(id: string, content: Content, { giverClusterId, ...place }: Place, confirmationDays: number, { clusterId, member, now, today }: Circumstances): Accepted<Contribution> {
  const entry: Contribution = {
    id,
    version: 0,
    clusterId,
    ...content,
    ...place,
    returnedOn: null,
    state: 'recorded',
    recordedBy: member,
    recordedAt: now,
    confirmBy: silenceConfirmsFrom(today, confirmationDays),
    confirmedBy: null,
    confirmedAt: null,
    bySilence: false,
    disputedBy: null,
    disputedAt: null,
    reversalOf: place.reversalOf ?? null,
    corrects: place.corrects ?? null,
    reversedBy: null,
  };
  const { kind, category, quantity, amount, action, returnBy, giver, receiver, givenOn, givenUntil, pledgeId, declaredValue, reversalOf, corrects } = entry;
  const recorded = ContributionRecorded.of({
    contributionId: id, clusterId, kind, category, quantity, amount, giver, receiver, givenOn, givenUntil, recordedBy: member, recordedAt: now, evidence: [...entry.evidence], reversalOf, corrects,
    action, pledgeId, declaredValue, returnBy, giverClusterId,
  });
  return accept(entry, [recorded]);
}

export type LineProblem = GivenProblem | 'unknown-giver' | 'giver-is-receiver' | 'unknown-receiver' | 'initiative-not-running' | 'not-a-side' | 'pledge-other' | 'no-rate';

/**
 * F7: a member records what it gave, or what it was given.
 * @param fits whether it can fulfil the pledge that it names
 */
export function record(id: string, { giver, receiver, pledgeId, given }: Line, facts: Facts & { readonly sides: Sides; readonly fits: boolean }, circumstances: Circumstances): Decision<Contribution, LineProblem> {
  const content = contentOf(given, { ...facts, today: circumstances.today });
  if (isRefusal(content)) return content;
  const { sides, fits, declaredValue, confirmationDays } = facts;
  const refused = checkSides(giver, receiver, sides, circumstances);
  if (refused) return refused;
  if (!sideOf(circumstances.member, { giver, receiver }, sides.partners)) return refuse(NotASide);
  if (!fits) return refuse(PledgeOther);
  if (isRefusal(declaredValue)) return declaredValue;
  return enter(id, content, { giver, giverClusterId: attributionOf(giver, sides, circumstances), receiver, pledgeId: pledgeId ?? null, declaredValue }, confirmationDays, circumstances);
}

/** F11: the other side confirms, never the side that recorded; also what it has disputed. */
export function confirm(contribution: Contribution, partners: readonly string[], { member, now }: Circumstances): Decision<Contribution, 'not-a-side' | 'own-contribution' | 'already-settled'> {
  const refused = checkOtherSide(contribution, partners, member);
  if (refused) return refused;
  if (contribution.state !== 'recorded' && contribution.state !== 'disputed') return refuse(AlreadySettled, { state: contribution.state });
  return confirmed(contribution, { confirmedBy: member, bySilence: false, confirmedAt: now });
}

/** Silence through the charter's window confirms what waits. What is disputed does not wait. */
export function confirmBySilence(contribution: Contribution, now: Instant): Decision<Contribution, 'already-settled'> {
  const { state, confirmBy } = contribution;
  if (state !== 'recorded' || confirmBy === null || confirmBy > now) return refuse(AlreadySettled, { state });
  return confirmed(contribution, { confirmedBy: null, bySilence: true, confirmedAt: now });
}

/** Refuses who stands on no side, or on the one that recorded it. */
export function checkOtherSide(contribution: Contribution, partners: readonly string[], member: string): Refusal<'not-a-side' | 'own-contribution'> | undefined {
  const side = sideOf(member, contribution, partners);
  if (!side) return refuse(NotASide);
  return side === recordedSide(contribution) ? refuse(OwnContribution) : undefined;
}

function confirmed(contribution: Contribution, how: Pick<Contribution, 'confirmedBy' | 'bySilence'> & { readonly confirmedAt: Instant }): Accepted<Contribution> {
  const { id: contributionId, clusterId } = contribution;
  return accept({ ...contribution, state: 'confirmed', confirmBy: null, ...how }, [ContributionConfirmed.of({ contributionId, clusterId, ...how })]);
}
