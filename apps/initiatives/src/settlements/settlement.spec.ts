import { describe, expect, test } from '@jest/globals';
import { isRefusal, type Refusal } from '@klaster/contracts';
import fc from 'fast-check';
import { acting, idAt, initiative, memberAt, partnerAt } from '../testing/ground.js';
import type { Reckoned } from './reckoning.js';
import { accept, advance, type Gone, pay, type ProposalGround, propose, receive, type Settlement, withdraw } from './settlement.js';

const balance = (digit: number, balanceMinor: number) => ({ memberId: memberAt(digit), paidMinor: Math.max(0, balanceMinor), shareMinor: Math.max(0, -balanceMinor), balanceMinor });
const reckoned: Reckoned = {
  entries: 4, totalMinor: 500, partners: [balance(1, 500), balance(2, -300), balance(3, -200)], unfit: [], toPlace: 12,
  transfers: [{ from: memberAt(2), to: memberAt(1), amountMinor: 300 }, { from: memberAt(3), to: memberAt(1), amountMinor: 200 }],
};
const nobody: Gone = new Set();
const without = (...digits: number[]): Gone => new Set(digits.map(memberAt));
const ground: ProposalGround = { initiative, partners: [partnerAt(1), partnerAt(2), partnerAt(3)], newest: undefined, settledTo: 4, currency: 'PLN', reckoned, gone: nobody };

type Answer = { readonly state: Settlement; readonly events: readonly { readonly type: string }[] } | Refusal;
const done = (answer: Answer): Settlement => {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer.state;
};
const told = (answer: Answer) => (isRefusal(answer) ? [answer.refused] : answer.events.map(({ type }) => type.replace(/^initiatives\.|\.v1$/g, '')));
const proposing = (change: Partial<ProposalGround> = {}, by = 1) => {
  let place = 4;
  return propose(idAt(1), () => idAt((place += 1)), { ...ground, ...change }, acting(by));
};
const proposed = done(proposing());
const mandate = idAt(3);
const accepting = (settlement: Settlement, by: number, gone = nobody) => accept(settlement, gone, mandate, acting(by));
const accepted = [1, 2, 3].reduce((settlement, by) => done(accepting(settlement, by)), proposed);
const paying = (settlement: Settlement, place: number, by: number, gone = nobody) => pay(settlement, settlement.transfers[place]!, gone, { paidOn: '2026-03-09', reference: null }, acting(by));
const receiving = (settlement: Settlement, place: number, by: number, gone = nobody) => receive(settlement, settlement.transfers[place]!, gone, acting(by));

describe('a proposal', () => {
  test('names balances and transfers, and waits for all whom it names', () => {
    expect(proposed).toMatchObject({ number: 1, state: 'proposed', afterPlace: 4, toPlace: 12, balances: reckoned.partners, missing: [1, 2, 3].map(memberAt) });
    expect(proposed.transfers.map(({ amount }) => amount)).toEqual([{ amountMinor: 300, currency: 'PLN' }, { amountMinor: 200, currency: 'PLN' }]);
  });

  test.each<[string, string | undefined, Partial<ProposalGround>, number]>([
    ['of a stranger', 'not-partner', {}, 4],
    ['of what is forming', 'initiative-wrong-state', { initiative: { ...initiative, state: 'forming' } }, 1],
    ['of what is closed', 'initiative-wrong-state', { initiative: { ...initiative, state: 'closed' } }, 1],
    ['of what is given up', undefined, { initiative: { ...initiative, state: 'abandoned' } }, 1],
    ['beside one that is proposed', 'settlement-under-way', { newest: { number: 3, state: 'proposed' } }, 1],
    ['beside one that is accepted', 'settlement-under-way', { newest: { number: 3, state: 'accepted' } }, 1],
    ['behind one that was withdrawn', undefined, { newest: { number: 3, state: 'withdrawn' } }, 1],
    ['behind one that is settled', undefined, { newest: { number: 3, state: 'settled' } }, 1],
    ['of nothing', 'nothing-to-settle', { reckoned: { ...reckoned, entries: 0 } }, 1],
    ['by a key that cannot be worked out', 'key-unresolved', { reckoned: { ...reckoned, unfit: [{ agreementNumber: 1, key: 'costs', code: 'nobody-contributed' }] } }, 1],
  ])('%s', (_, refusal, change, by) => {
    const answer = proposing(change, by);
    expect(isRefusal(answer) ? answer.refused : undefined).toBe(refusal);
    if (!isRefusal(answer)) expect(answer.state.number).toBe((change.newest?.number ?? 0) + 1);
  });
});

describe('acceptance', () => {
  test('is of each that it names, once, while it is proposed', () => {
    const answer = accepting(proposed, 2);
    expect(told(answer)).toEqual(['settlement.accepted-by']);
    expect(done(answer)).toMatchObject({ state: 'proposed', acceptances: [{ memberId: memberAt(2), mandateId: mandate }], missing: [1, 3].map(memberAt) });
    expect(accepting(proposed, 4)).toEqual({ refused: 'not-in-settlement' });
    expect(accepting(done(answer), 2)).toEqual({ refused: 'settlement-already-accepted' });
    expect(accepting(done(withdraw(proposed, 'Nie', acting(3))), 2)).toMatchObject({ refused: 'settlement-wrong-state' });
  });

  test('of the last makes its transfers due; without any it is settled', () => {
    expect(accepted).toMatchObject({ state: 'accepted', acceptedAt: acting(1).now, missing: [2, 3].map(memberAt) });
    const last = accepting({ ...proposed, transfers: [], acceptances: [1, 2].map((digit) => ({ memberId: memberAt(digit), mandateId: mandate, acceptedAt: acting(1).now })) }, 3);
    expect(told(last)).toEqual(['settlement.accepted-by', 'settlement.accepted', 'settlement.settled']);
  });

  test('of who is gone is not waited for', () => {
    const one = done(accepting(proposed, 1, without(2, 3)));
    expect(one).toMatchObject({ state: 'accepted', missing: [memberAt(1)] });
    expect(done(advance(done(accepting(proposed, 1)), without(2, 3), acting(1).now))).toMatchObject({ state: 'accepted' });
  });
});

test('a proposal is withdrawn by whom it names, with the reason, and nothing else is', () => {
  expect(done(withdraw(proposed, 'Brak faktury', acting(3)))).toMatchObject({ state: 'withdrawn', withdrawnBy: memberAt(3), reason: 'Brak faktury', missing: [] });
  expect(withdraw(proposed, 'x', acting(4))).toEqual({ refused: 'not-in-settlement' });
  expect(withdraw(accepted, 'x', acting(3))).toEqual({ refused: 'settlement-wrong-state', parameters: { number: 1, state: 'accepted' } });
});

describe('a transfer', () => {
  test('is paid by the one side, once, then received by the other, once', () => {
    expect(paying(proposed, 0, 2)).toMatchObject({ refused: 'settlement-wrong-state' });
    expect(paying(accepted, 0, 1)).toEqual({ refused: 'not-your-transfer' });
    expect(receiving(accepted, 0, 1)).toEqual({ refused: 'transfer-wrong-state' });
    expect(pay(accepted, accepted.transfers[0]!, nobody, { paidOn: '2026-03-11', reference: null }, acting(2))).toEqual({ refused: 'paid-in-future' });
    const paid = done(paying(accepted, 0, 2));
    expect(paid.missing).toEqual([1, 3].map(memberAt));
    expect(paying(paid, 0, 2)).toEqual({ refused: 'transfer-wrong-state' });
    expect(receiving(paid, 0, 2)).toEqual({ refused: 'not-your-transfer' });
    const received = done(receiving(paid, 0, 1));
    expect(received).toMatchObject({ state: 'accepted', missing: [memberAt(3)] });
    expect(receiving(received, 0, 1)).toEqual({ refused: 'transfer-wrong-state' });
    const last = receiving(done(paying(received, 1, 3)), 1, 1);
    expect(told(last)).toEqual(['transfer.received', 'settlement.settled']);
    expect(done(last)).toMatchObject({ state: 'settled', missing: [] });
    expect(paying(done(last), 1, 3)).toEqual({ refused: 'transfer-wrong-state' });
  });

  test('of who is gone is received without a payment, to who is gone with it, between such by nobody', () => {
    expect(told(receiving(accepted, 0, 1, without(2)))).toEqual(['transfer.received']);
    expect(told(paying(accepted, 0, 2, without(1)))).toEqual(['transfer.paid', 'transfer.received']);
    const gone = without(1, 2);
    expect(told(advance(done(paying(accepted, 1, 3, nobody)), gone, acting(3).now))).toEqual(['transfer.received', 'settlement.settled']);
  });
});

test('whatever is tried in whatever order, each step is done once and it ends settled', () => {
  const step = fc.record({ does: fc.constantFrom('accept', 'pay', 'receive'), by: fc.integer({ min: 1, max: 3 }), of: fc.integer({ min: 0, max: 1 }) });
  const all = [1, 2, 3].map((by) => ({ does: 'accept', by, of: 0 })).concat([{ does: 'pay', by: 2, of: 0 }, { does: 'pay', by: 3, of: 1 }, { does: 'receive', by: 1, of: 0 }, { does: 'receive', by: 1, of: 1 }]);
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const types: string[] = [];
    let settlement = proposed;
    for (const { does, by, of } of [...steps, ...all]) {
      const answer: Answer = does === 'accept' ? accepting(settlement, by) : (does === 'pay' ? paying : receiving)(settlement, of, by);
      if (isRefusal(answer)) continue;
      settlement = answer.state;
      types.push(...told(answer));
    }
    expect(settlement.state).toBe('settled');
    expect(types.sort()).toEqual([
      'settlement.accepted', 'settlement.accepted-by', 'settlement.accepted-by', 'settlement.accepted-by', 'settlement.settled', 'transfer.paid', 'transfer.paid', 'transfer.received', 'transfer.received',
    ]);
  }));
});
