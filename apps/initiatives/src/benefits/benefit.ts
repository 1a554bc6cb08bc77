import {
  accept, type Accepted, type AgreementTerms, type Benefit, BenefitAcknowledged, BenefitDelivered, BenefitExpected, BenefitWrongState, type Decision, type Initiative, type Instant, NotBeneficiary, NotPartner, type Quantity, refuse,
  WrongState,
} from '@klaster/contracts';
import { isPartner, type Partner } from '../partners/partner.js';

export type { Benefit };

type Here = Pick<Initiative, 'id' | 'clusterId' | 'state'>;
type Expected = AgreementTerms['expectedBenefits'][number];

/** Who says something of a benefit, and when. */
export interface Saying {
  readonly memberId: string;
  readonly now: Instant;
}

/** What was gained. */
export interface Gain {
  /** The partner that benefits; null: all. */
  readonly memberId: string | null;
  readonly kind: Benefit['kind'];
  readonly description: string;
  readonly quantity: Quantity | null;
}

const told = ({ id: benefitId, initiativeId, clusterId, memberId }: Benefit) => ({ benefitId, initiativeId, clusterId, memberId });

const entered = (id: string, { id: initiativeId, clusterId }: Pick<Here, 'id' | 'clusterId'>, { memberId, kind, description, quantity }: Gain, agreementNumber: number | null, now: Instant): Benefit => ({
  id, version: 0, initiativeId, clusterId, memberId, kind, description, quantity, agreementNumber, state: 'expected', enteredAt: now, delivered: null, acknowledged: null,
});

/** What says the same, for the same partner. */
const sameAs = ({ memberId, kind, description }: Gain) => JSON.stringify([memberId, kind, description]);

/** The benefits that a version expects as it comes into force, and that no earlier one has expected word for word. @param known all of the initiative */
export function newlyExpected(expected: readonly Expected[], known: readonly Gain[], number: number, initiative: Pick<Here, 'id' | 'clusterId'>, idOf: () => string, now: Instant): Accepted<Benefit>[] {
  const before = new Set(known.map(sameAs));
  return expected
    .filter((one) => before.size !== before.add(sameAs(one)).size)
    .map((one) => {
      const benefit = entered(idOf(), initiative, one, number, now);
      return accept(benefit, [BenefitExpected.of({ ...told(benefit), kind: benefit.kind, quantity: benefit.quantity, agreementNumber: number })]);
    });
}

/** While it is at work, or being closed. */
function refuseTo({ state }: Here, partners: readonly Partner[], memberId: string) {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  return state === 'running' || state === 'closing' ? undefined : refuse(WrongState, { state, needed: 'running, closing' });
}

const delivery = (benefit: Benefit, { memberId: deliveredBy, now: deliveredAt }: Saying) => {
  const { kind, quantity, agreementNumber, delivered } = benefit;
  return BenefitDelivered.of({ ...told(benefit), kind, quantity: delivered?.quantity ?? quantity, agreementNumber, deliveredBy, deliveredAt });
};

/** A partner reports a benefit that nobody had expected. */
export function addBenefit(id: string, gain: Gain, initiative: Here, partners: readonly Partner[], saying: Saying): Decision<Benefit, 'not-partner' | 'not-beneficiary' | 'initiative-wrong-state'> {
  const refused = refuseTo(initiative, partners, saying.memberId);
  if (refused) return refused;
  if (gain.memberId !== null && !isPartner(partners, gain.memberId)) return refuse(NotBeneficiary);
  const benefit: Benefit = { ...entered(id, initiative, gain, null, saying.now), state: 'delivered', delivered: { by: saying.memberId, at: saying.now, note: null, quantity: gain.quantity } };
  return accept(benefit, [delivery(benefit, saying)]);
}

/** A partner reports that an expected benefit has come. */
export function deliverBenefit(
  benefit: Benefit, { note, quantity }: { readonly note: string | null; readonly quantity: Quantity | null }, initiative: Here, partners: readonly Partner[], saying: Saying,
): Decision<Benefit, 'not-partner' | 'initiative-wrong-state' | 'benefit-wrong-state'> {
  const refused = refuseTo(initiative, partners, saying.memberId);
  if (refused) return refused;
  if (benefit.state !== 'expected') return refuse(BenefitWrongState, { state: benefit.state });
  const delivered: Benefit = { ...benefit, state: 'delivered', delivered: { by: saying.memberId, at: saying.now, note, quantity } };
  return accept(delivered, [delivery(delivered, saying)]);
}

/**
 * F12: who benefits acknowledges it; a benefit of all a partner other than the one that reported it. Whoever benefits alone
 * may do so before anybody has reported it: then it has come.
 */
export function acknowledgeBenefit(
  benefit: Benefit, initiative: Here, partners: readonly Partner[], saying: Saying,
): Decision<Benefit, 'not-partner' | 'initiative-wrong-state' | 'benefit-wrong-state' | 'not-beneficiary'> {
  const { memberId, now } = saying;
  const refused = refuseTo(initiative, partners, memberId);
  if (refused) return refused;
  const isTheirs = benefit.memberId === null ? benefit.delivered?.by !== memberId : benefit.memberId === memberId;
  if (!isTheirs) return refuse(NotBeneficiary);
  if (benefit.state === 'acknowledged' || (benefit.state === 'expected' && benefit.memberId === null)) return refuse(BenefitWrongState, { state: benefit.state });
  const come: Benefit = benefit.delivered ? benefit : { ...benefit, delivered: { by: memberId, at: now, note: null, quantity: null } };
  const events = [...(benefit.delivered ? [] : [delivery(come, saying)]), BenefitAcknowledged.of({ ...told(benefit), acknowledgedBy: memberId, acknowledgedAt: now })];
  return accept({ ...come, state: 'acknowledged', acknowledged: { by: memberId, at: now } }, events);
}
