import { describe, expect as check, test } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import fc from 'fast-check';
import { bringIdea, type Initiative } from '../initiatives/initiative.js';
import type { Partner } from '../partners/partner.js';
import { acknowledge, add, type Benefit, deliver, expect, type Gain, type Place, state } from './benefit.js';

const clusterId = '01930000-0000-7000-8000-0000000000c1';
const id = (digit: number) => `01930000-0000-7000-8000-00000000a${String(digit).padStart(3, '0')}`;
const now = '2026-11-23T10:00:00.000Z';
const later = '2026-11-24T10:00:00.000Z';
const { state: idea, partner: first } = bringIdea(id(900), { clusterId, title: 'Ogród', summary: 'Wspólny', novelty: 'Sąsiedzki' }, { memberId: id(1), name: null }, now);
const running: Initiative = { ...idea, state: 'running', startedAt: now };
const partners: Partner[] = [first, { ...first, memberId: id(2), place: 2, coordinator: false }, { ...first, memberId: id(3), place: 3, coordinator: false, state: 'left', leftAt: now }];
const place: Place = { initiative: running, partners };
const hers: Gain = { memberId: id(1), kind: 'know-how', description: 'Umie szczepić drzewa', quantity: { value: '8', unit: 'h' } };
const ours: Gain = { ...hers, memberId: null, description: 'Ogród' };

const counting = () => {
  let next = 100;
  return () => id((next += 1));
};
const expected = (...gains: Gain[]) => expect(running, { number: 1, terms: { expectedBenefits: gains } }, [], counting(), now).map((accepted) => accepted.state);
const [herBenefit, ourBenefit] = expected(hers, ours) as [Benefit, Benefit];
const stateOf = <Slug extends string>(decision: { readonly state: Benefit } | { readonly refused: Slug }): Benefit => {
  if ('refused' in decision) throw new Error(decision.refused);
  return decision.state;
};
const said = { note: null, quantity: null };

describe('an agreement that comes into force', () => {
  test('expects what it names, each of it once', () => {
    const accepted = expect(running, { number: 2, terms: { expectedBenefits: [hers, ours, { ...hers }] } }, [], counting(), now);
    check(accepted.map(({ state: benefit }) => benefit)).toMatchObject([{ ...hers, state: 'expected', agreementNumber: 2, delivered: null }, { ...ours, state: 'expected' }]);
    check(accepted[0]!.events).toMatchObject([{ type: 'initiatives.benefit.expected.v1', data: { benefitId: id(101), memberId: id(1), kind: 'know-how', quantity: hers.quantity, agreementNumber: 2 } }]);
    check(JSON.stringify(accepted)).toContain('szczepić');
    check(JSON.stringify(accepted.map(({ events }) => events))).not.toContain('szczepić');
  });

  test('expects anew only what no version has expected of the same partner, of that kind, in these words', () => {
    const wishes = [{ ...hers, memberId: id(2) }, { ...hers, kind: 'income' as const }, { ...hers, description: 'Umie szczepić' }];
    const again = expect(running, { number: 3, terms: { expectedBenefits: [hers, { ...ours, quantity: null }, ...wishes] } }, [hers, ours], counting(), now);
    check(again.map(({ state: { memberId, kind, description } }) => ({ memberId, kind, description }))).toEqual(wishes.map(({ memberId, kind, description }) => ({ memberId, kind, description })));
  });
});

describe('what is delivered', () => {
  test('is reported by any partner, once, with how much it came to', () => {
    const delivered = deliver(herBenefit, place, { note: 'Kurs', quantity: { value: '6', unit: 'h' } }, id(2), later);
    check(delivered).toMatchObject({
      state: { state: 'delivered', delivered: { by: id(2), at: later, note: 'Kurs', quantity: { value: '6', unit: 'h' } }, quantity: { value: '8', unit: 'h' } },
      events: [{ type: 'initiatives.benefit.delivered.v1', data: { quantity: { value: '6', unit: 'h' }, agreementNumber: 1, deliveredBy: id(2), deliveredAt: later } }],
    });
    check(deliver(stateOf(delivered), place, said, id(1), later)).toEqual({ refused: 'benefit-wrong-state', parameters: { state: 'delivered' } });
    check(deliver(herBenefit, place, said, id(3), later)).toEqual({ refused: 'not-partner' });
  });

  test('may be what nobody has expected, of a partner or of all', () => {
    check(add(id(50), hers, place, id(2), now)).toMatchObject({ state: { ...hers, state: 'delivered', agreementNumber: null, delivered: { by: id(2), quantity: hers.quantity } }, events: [{ type: 'initiatives.benefit.delivered.v1' }] });
    check(add(id(50), ours, place, id(2), now)).toMatchObject({ state: { memberId: null, state: 'delivered' } });
    for (const stranger of [3, 4]) check(add(id(50), { ...hers, memberId: id(stranger) }, place, id(1), now)).toEqual({ refused: 'beneficiary-unfit' });
    check(add(id(50), hers, place, id(3), now)).toEqual({ refused: 'not-partner' });
  });
});

describe('what is acknowledged', () => {
  const herDelivered = stateOf(deliver(herBenefit, place, said, id(1), now));
  const ourDelivered = stateOf(deliver(ourBenefit, place, said, id(1), now));

  test('of one partner is acknowledged by that partner, even if it has reported it itself', () => {
    check(acknowledge(herDelivered, place, id(2), later)).toEqual({ refused: 'not-beneficiary' });
    const acknowledged = acknowledge(herDelivered, place, id(1), later);
    check(acknowledged).toMatchObject({ state: { state: 'acknowledged', acknowledged: { by: id(1), at: later } }, events: [{ type: 'initiatives.benefit.acknowledged.v1', data: { memberId: id(1), acknowledgedBy: id(1), acknowledgedAt: later } }] });
    check(acknowledge(stateOf(acknowledged), place, id(1), later)).toEqual({ refused: 'benefit-wrong-state', parameters: { state: 'acknowledged' } });
  });

  test('straight from what was expected is delivered by the same word', () => {
    check(acknowledge(herBenefit, place, id(1), later)).toMatchObject({
      state: { state: 'acknowledged', delivered: { by: id(1), at: later }, acknowledged: { by: id(1), at: later } },
      events: [{ type: 'initiatives.benefit.delivered.v1', data: { deliveredBy: id(1), deliveredAt: later } }, { type: 'initiatives.benefit.acknowledged.v1' }],
    });
  });

  test('of all is acknowledged by another than who has reported it, and not before somebody has', () => {
    check(acknowledge(ourBenefit, place, id(2), later)).toEqual({ refused: 'benefit-wrong-state', parameters: { state: 'expected' } });
    check(acknowledge(ourDelivered, place, id(1), later)).toEqual({ refused: 'not-beneficiary' });
    check(acknowledge(ourDelivered, place, id(2), later)).toMatchObject({ state: { state: 'acknowledged', acknowledged: { by: id(2) } } });
  });
});

test('benefits are told of while there is work, and until it is closed', () => {
  for (const was of ['idea', 'forming', 'closed', 'abandoned'] as const) {
    const there: Place = { ...place, initiative: { ...running, state: was } };
    const wrong = { refused: 'initiative-wrong-state', parameters: { state: was, needed: 'running, closing' } };
    check([add(id(50), hers, there, id(1), now), deliver(herBenefit, there, said, id(1), now), acknowledge(herBenefit, there, id(1), now)]).toEqual([wrong, wrong, wrong]);
    check(state({ ...running, state: was }, partners, { concerning: 0, byItself: 0 }, { none: true, note: null }, id(1), now)).toEqual(wrong);
  }
});

describe('a statement', () => {
  const stated = (none: boolean, concerning: number, byItself: number) => state({ ...running, state: 'closing' }, partners, { concerning, byItself }, { none, note: 'Dziękujemy' }, id(1), now);

  test('counts the own benefits and those of all that are acknowledged', () => {
    check(stated(false, 3, 1)).toMatchObject({ statement: { memberId: id(1), none: false, acknowledged: 3, note: 'Dziękujemy', statedAt: now }, events: [{ type: 'initiatives.benefits.stated.v1', data: { none: false, acknowledged: 3 } }] });
    check(JSON.stringify(stated(false, 3, 1))).toContain('Dziękujemy');
    check(stated(false, 1, 0)).toMatchObject({ statement: { acknowledged: 1 } });
  });

  test('that there are none is for one that has acknowledged nothing itself, whatever others see', () => {
    check(stated(true, 0, 0)).toMatchObject({ statement: { none: true, acknowledged: 0 } });
    check(stated(true, 2, 0)).toMatchObject({ statement: { none: true, acknowledged: 0 } });
    check(stated(true, 2, 1)).toEqual({ refused: 'statement-unfit', parameters: { byItself: 1, concerning: 2 } });
    check(stated(false, 0, 0)).toEqual({ refused: 'statement-unfit', parameters: { byItself: 0, concerning: 0 } });
  });

  test('says none exactly where it counts none, and one of the two answers always fits', () => {
    fc.assert(fc.property(fc.nat({ max: 3 }), fc.nat({ max: 3 }), (concerning, own) => {
      const answers = [true, false].map((none) => stated(none, concerning, Math.min(own, concerning)));
      check(answers.some((answer) => !isRefusal(answer))).toBe(true);
      for (const answer of answers) if (!isRefusal(answer)) check(answer.statement.none).toBe(answer.statement.acknowledged === 0);
    }));
  });

  test('is for partners', () => {
    check(state(running, partners, { concerning: 1, byItself: 1 }, { none: false, note: null }, id(3), now)).toEqual({ refused: 'not-partner' });
  });
});
