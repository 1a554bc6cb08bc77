import { describe, expect, it } from '@jest/globals';
import { type BenefitStatement, isRefusal } from '@klaster/contracts';
import { clusterId, idAt, initiative, memberAt, partnerAt } from '../testing/ground.js';
import { acknowledgeBenefit, addBenefit, type Benefit, deliverBenefit, type Gain, newlyExpected } from './benefit.js';
import { stateBenefits } from './statement.js';

const now = '2026-05-01T10:00:00.000Z';
const partners = [partnerAt(1), partnerAt(2)];
const saying = (digit: number) => ({ memberId: memberAt(digit), now });
const gain = (change: Partial<Gain> = {}): Gain => ({ memberId: memberAt(1), kind: 'know-how', description: 'Umiemy szczepić drzewa', quantity: null, ...change });
const granted = <Value extends object>(decision: Value) => {
  if (isRefusal(decision)) throw new Error(decision.refused);
  return decision as Exclude<Value, { readonly refused: string }>;
};
const expected = (change: Partial<Gain> = {}): Benefit => newlyExpected([gain(change)], [], 1, initiative, () => idAt(5), now)[0]!.state;
const said = { note: null, quantity: null };

describe('what an agreement expects', () => {
  it('is entered once, however many versions say the same', () => {
    const ids = [idAt(5), idAt(6)];
    const entered = newlyExpected([gain(), gain(), gain({ memberId: null })], [], 2, initiative, () => ids.shift()!, now);
    expect(entered.map(({ state }) => [state.memberId, state.agreementNumber, state.state])).toEqual([[memberAt(1), 2, 'expected'], [null, 2, 'expected']]);
    expect(newlyExpected([gain(), gain({ kind: 'reach' })], entered.map(({ state }) => state), 3, initiative, () => idAt(7), now).map(({ state }) => state.kind)).toEqual(['reach']);
  });

  it('is told without its words', () => {
    const entered = newlyExpected([gain()], [], 1, initiative, () => idAt(5), now);
    expect(JSON.stringify(entered.map(({ events }) => events))).not.toContain('szczepić');
  });
});

describe('a benefit', () => {
  it('is delivered by any partner, then acknowledged by who benefits', () => {
    const delivered = granted(deliverBenefit(expected(), said, initiative, partners, saying(2))).state;
    expect(delivered).toMatchObject({ state: 'delivered', delivered: { by: memberAt(2) } });
    expect(acknowledgeBenefit(delivered, initiative, partners, saying(2))).toEqual({ refused: 'not-beneficiary' });
    expect(granted(acknowledgeBenefit(delivered, initiative, partners, saying(1))).state).toMatchObject({ state: 'acknowledged', acknowledged: { by: memberAt(1) } });
  });

  it('can be acknowledged by who benefits alone before anybody has reported it', () => {
    const { state, events } = granted(acknowledgeBenefit(expected(), initiative, partners, saying(1)));
    expect(state).toMatchObject({ state: 'acknowledged', delivered: { by: memberAt(1) } });
    expect(events.map(({ type }) => type)).toEqual(['initiatives.benefit.delivered.v1', 'initiatives.benefit.acknowledged.v1']);
  });

  it('of all is acknowledged by another than the one that reported it, and not before', () => {
    const shared = expected({ memberId: null });
    expect(acknowledgeBenefit(shared, initiative, partners, saying(1))).toMatchObject({ refused: 'benefit-wrong-state' });
    const delivered = granted(deliverBenefit(shared, said, initiative, partners, saying(1))).state;
    expect(acknowledgeBenefit(delivered, initiative, partners, saying(1))).toEqual({ refused: 'not-beneficiary' });
    expect(granted(acknowledgeBenefit(delivered, initiative, partners, saying(2))).state.state).toBe('acknowledged');
  });

  it('is acknowledged once, and delivered once', () => {
    const acknowledged = granted(acknowledgeBenefit(expected(), initiative, partners, saying(1))).state;
    expect(acknowledgeBenefit(acknowledged, initiative, partners, saying(1))).toMatchObject({ refused: 'benefit-wrong-state' });
    expect(deliverBenefit(acknowledged, said, initiative, partners, saying(2))).toMatchObject({ refused: 'benefit-wrong-state' });
  });

  it('that came unexpectedly is a partner’s, or of all', () => {
    expect(granted(addBenefit(idAt(5), gain({ memberId: null }), initiative, partners, saying(2))).state).toMatchObject({ state: 'delivered', agreementNumber: null });
    expect(addBenefit(idAt(5), gain({ memberId: memberAt(3) }), initiative, partners, saying(2))).toEqual({ refused: 'not-beneficiary' });
    expect(addBenefit(idAt(5), gain(), initiative, partners, saying(3))).toEqual({ refused: 'not-partner' });
    expect(addBenefit(idAt(5), gain(), { ...initiative, state: 'closed' }, partners, saying(2))).toMatchObject({ refused: 'initiative-wrong-state' });
  });
});

describe('a statement', () => {
  const state = (none: boolean, own: number, shared: number) => stateBenefits(initiative, partners, { none, note: null }, { own, shared }, saying(1));

  it('of none fits where none is its own, anything else where there is one', () => {
    expect((granted(state(true, 0, 0)) as { statement: BenefitStatement }).statement).toMatchObject({ none: true, acknowledged: 0, clusterId });
    expect(granted(state(true, 0, 2))).toMatchObject({ statement: { none: true } });
    expect(state(true, 1, 0)).toEqual({ refused: 'statement-unfit', parameters: { own: 1, shared: 0 } });
    expect(state(false, 0, 0)).toEqual({ refused: 'statement-unfit', parameters: { own: 0, shared: 0 } });
    expect([granted(state(false, 1, 0)), granted(state(false, 0, 1))]).toMatchObject([{ statement: { acknowledged: 1 } }, { statement: { acknowledged: 0 } }]);
  });

  it('is made by partners, while it is at work or being closed', () => {
    expect(stateBenefits(initiative, partners, { none: true, note: null }, { own: 0, shared: 0 }, saying(3))).toEqual({ refused: 'not-partner' });
    expect(stateBenefits({ ...initiative, state: 'closed' }, partners, { none: true, note: null }, { own: 0, shared: 0 }, saying(1))).toMatchObject({ refused: 'initiative-wrong-state' });
  });
});
