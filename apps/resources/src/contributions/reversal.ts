import {
  accept, type Accepted, AlreadyReversed, AlreadySettled, ContributionReversed, ContributionVoided, isRefusal, NotASide, refuse, type Refusal, ReversalOfReversal,
} from '@klaster/contracts';
import { isComparable, reckon } from '../quantities/quantity.js';
import { attributionOf, type Circumstances, type Contribution, enter, type Facts, recordedSide, type Side, sideOf, type Sides } from './contribution.js';
import { type Content, contentOf, type Given, type GivenProblem } from './given.js';

export interface Reversed {
  readonly original: Accepted<Contribution>;
  readonly reversal: Accepted<Contribution>;
  readonly correction: Accepted<Contribution> | undefined;
}

/** What the side that recorded an entry says now. */
export interface Reversing {
  readonly reason: string;
  /** What is to stand in its place. */
  readonly correction: Given | undefined;
}

type ReversalProblem = GivenProblem | 'no-rate' | 'not-a-side' | 'already-settled' | 'already-reversed' | 'reversal-of-reversal';

/**
 * The side that recorded an entry takes it back by another entry, and may put a corrected one in its place. What was not
 * confirmed yet, disputed or not, is void at once; a confirmed entry counts until the other side has confirmed its reversal.
 */
export function reverse(
  original: Contribution,
  { partners, giverClusterId }: Pick<Sides, 'partners' | 'giverClusterId'>,
  ids: { readonly reversal: string; readonly correction: string },
  { reason, correction }: Reversing,
  facts: Facts,
  circumstances: Circumstances,
): Reversed | Refusal<ReversalProblem> {
  const refused = refuseReversal(original, sideOf(circumstances.member, original, partners));
  if (refused) return refused;
  const countsFor = attributionOf(original.giver, { giverClusterId }, circumstances);
  const corrected = correction && correct(original, ids.correction, correction, countsFor, facts, circumstances);
  if (isRefusal(corrected)) return corrected;
  // It says what it takes back, to the last word but the reason.
  const { giver, receiver, pledgeId, declaredValue } = original;
  const content: Content = { ...contentIn(original), description: reason, evidence: [] };
  const reversal = enter(ids.reversal, content, { giver, giverClusterId: countsFor, receiver, pledgeId, declaredValue, reversalOf: original.id }, facts.confirmationDays, circumstances);
  return { ...takeBack(original, reversal, circumstances), correction: corrected };
}

const contentIn = ({ kind, category, quantity, amount, action, givenOn, givenUntil, description, evidence, conditions, returnBy }: Contribution): Content => ({
  kind, category, quantity, amount, action, givenOn, givenUntil, description, evidence, conditions, returnBy,
});

function refuseReversal(original: Contribution, side: Side | undefined) {
  if (side !== recordedSide(original)) return refuse(NotASide);
  if (original.reversalOf !== null) return refuse(ReversalOfReversal);
  if (original.reversedBy !== null) return refuse(AlreadyReversed, { reversedBy: original.reversedBy });
  return original.state === 'voided' ? refuse(AlreadySettled, { state: original.state }) : undefined;
}

function correct(original: Contribution, id: string, given: Given, giverClusterId: string, facts: Facts, circumstances: Circumstances) {
  const content = contentOf(given, { ...facts, today: circumstances.today });
  if (isRefusal(content)) return content;
  const { declaredValue, confirmationDays } = facts;
  if (isRefusal(declaredValue)) return declaredValue;
  const { giver, receiver } = original;
  return enter(id, content, { giver, giverClusterId, receiver, pledgeId: pledgeOf(original, content), declaredValue, corrects: original.id }, confirmationDays, circumstances);
}

/** What is still given towards the pledge: something else is not, nor what cannot be added to it. */
const pledgeOf = (original: Contribution, content: Content): string | null => (content.category === original.category && isComparable(reckon(content), reckon(original)) ? original.pledgeId : null);

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
