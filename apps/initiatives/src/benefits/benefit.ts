import {
  accept, type Accepted, type AgreementTerms, type Benefit, BenefitAcknowledged, BenefitDelivered, BenefitExpected, BenefitsStated, type BenefitStatement, BenefitWrongState, BeneficiaryUnfit, type Decision, type Instant,
  NotBeneficiary, NotPartner, refuse, StatementUnfit, WrongState,
} from '@klaster/contracts';
import type { Initiative } from '../initiatives/initiative.js';
import { isPartner, type Partner } from '../partners/partner.js';

export type { Benefit };

/** What a benefit is, whoever says it. */
export type Gain = Pick<Benefit, 'memberId' | 'kind' | 'description' | 'quantity'>;

/** Where something is said of a benefit: the initiative, and all that ever were its partners. */
export interface Place {
  readonly initiative: Pick<Initiative, 'id' | 'clusterId' | 'state'>;
  readonly partners: readonly Partner[];
}

type Delivered = NonNullable<Benefit['delivered']>;

const told = ({ id: benefitId, initiativeId, clusterId, memberId }: Benefit) => ({ benefitId, initiativeId, clusterId, memberId });

/** Partners say what they gain while there is work, and until it is closed. */
function refuseTo({ initiative: { state }, partners }: Place, memberId: string) {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  return state === 'running' || state === 'closing' ? undefined : refuse(WrongState, { state, needed: 'running, closing' });
}

const entered = (id: string, { id: initiativeId, clusterId }: Pick<Initiative, 'id' | 'clusterId'>, gain: Gain, now: Instant) => ({
  id, version: 0, clusterId, initiativeId, ...gain, enteredAt: now, acknowledged: null,
});

const nameOf = ({ memberId, kind, description }: Gain) => JSON.stringify([memberId, kind, description]);

/**
 * What a version of the agreement expects as it comes into force and no version before it did: word for word, of the same
 * partner. What an earlier version expected stays expected.
 * @param before what was expected already
 */
export function expect(
  { id, clusterId }: Pick<Initiative, 'id' | 'clusterId'>,
  { number: agreementNumber, terms }: { readonly number: number; readonly terms: Pick<AgreementTerms, 'expectedBenefits'> },
  before: readonly Gain[],
  newId: () => string,
  now: Instant,
): Accepted<Benefit>[] {
  const known = new Set(before.map(nameOf));
  const gains = new Map(terms.expectedBenefits.map((gain) => [nameOf(gain), gain]));
  return [...gains].filter(([name]) => !known.has(name)).map(([, { memberId, kind, description, quantity }]) => {
    const benefit: Benefit = { ...entered(newId(), { id, clusterId }, { memberId, kind, description, quantity }, now), agreementNumber, state: 'expected', delivered: null };
    return accept(benefit, [BenefitExpected.of({ ...told(benefit), kind, quantity, agreementNumber })]);
  });
}

const deliveryOf = (benefit: Benefit, { by, at, quantity }: Delivered) =>
  BenefitDelivered.of({ ...told(benefit), kind: benefit.kind, quantity, agreementNumber: benefit.agreementNumber, deliveredBy: by, deliveredAt: at });

/** A partner reports what nobody had expected. */
export function add(id: string, gain: Gain, place: Place, memberId: string, now: Instant): Decision<Benefit, 'not-partner' | 'initiative-wrong-state' | 'beneficiary-unfit'> {
  const refused = refuseTo(place, memberId);
  if (refused) return refused;
  if (gain.memberId !== null && !isPartner(place.partners, gain.memberId)) return refuse(BeneficiaryUnfit);
  const delivered: Delivered = { by: memberId, at: now, note: null, quantity: gain.quantity };
  const benefit: Benefit = { ...entered(id, place.initiative, gain, now), agreementNumber: null, state: 'delivered', delivered };
  return accept(benefit, [deliveryOf(benefit, delivered)]);
}

/** A partner reports that what was expected has come. */
export function deliver(benefit: Benefit, place: Place, { note, quantity }: Pick<Delivered, 'note' | 'quantity'>, memberId: string, now: Instant): Decision<Benefit, 'not-partner' | 'initiative-wrong-state' | 'benefit-wrong-state'> {
  const refused = refuseTo(place, memberId);
  if (refused) return refused;
  if (benefit.state !== 'expected') return refuse(BenefitWrongState, { state: benefit.state });
  const delivered: Delivered = { by: memberId, at: now, note, quantity };
  return accept({ ...benefit, state: 'delivered', delivered }, [deliveryOf(benefit, delivered)]);
}

/**
 * Who benefits acknowledges it: of one partner that partner, also what nobody has reported yet; of all a partner other than
 * the one that has reported it (F11).
 */
export function acknowledge(benefit: Benefit, place: Place, memberId: string, now: Instant): Decision<Benefit, 'not-partner' | 'not-beneficiary' | 'initiative-wrong-state' | 'benefit-wrong-state'> {
  const refused = refuseTo(place, memberId);
  if (refused) return refused;
  if (benefit.memberId !== null && benefit.memberId !== memberId) return refuse(NotBeneficiary);
  const isOfAll = benefit.memberId === null;
  if (benefit.state === 'acknowledged' || (isOfAll && benefit.state === 'expected')) return refuse(BenefitWrongState, { state: benefit.state });
  if (isOfAll && benefit.delivered?.by === memberId) return refuse(NotBeneficiary);
  const delivered = benefit.delivered ?? { by: memberId, at: now, note: null, quantity: null };
  const acknowledged: Benefit = { ...benefit, state: 'acknowledged', delivered, acknowledged: { by: memberId, at: now } };
  const event = BenefitAcknowledged.of({ ...told(benefit), acknowledgedBy: memberId, acknowledgedAt: now });
  return accept(acknowledged, benefit.delivered ? [event] : [deliveryOf(acknowledged, delivered), event]);
}

/** What of the benefits of an initiative is acknowledged, as far as one partner is concerned. */
export interface Acknowledged {
  /** Its own, and those of all that anybody has acknowledged. */
  readonly concerning: number;
  /** Those that it has acknowledged itself, its own and of all. */
  readonly byItself: number;
}

/**
 * A partner says that its benefits are stated: those that concern it are what it has gained. “None” is for one that has
 * acknowledged nothing itself: that others see a benefit of all does not bind it, and its own word does.
 */
export function state(
  initiative: Initiative,
  partners: readonly Partner[],
  { concerning, byItself }: Acknowledged,
  { none, note }: Pick<BenefitStatement, 'none' | 'note'>,
  memberId: string,
  now: Instant,
) {
  const refused = refuseTo({ initiative, partners }, memberId);
  if (refused) return refused;
  if (none ? byItself > 0 : concerning === 0) return refuse(StatementUnfit, { byItself, concerning });
  const { id: initiativeId, clusterId } = initiative;
  const statement: BenefitStatement = { initiativeId, clusterId, memberId, none, note, acknowledged: none ? 0 : concerning, statedAt: now };
  return { ...accept(initiative, [BenefitsStated.of({ initiativeId, clusterId, memberId, none, acknowledged: statement.acknowledged, statedAt: now })]), statement };
}
