import { describe, expect, test } from '@jest/globals';
import { type Decision, isRefusal, mandateScopes } from '@klaster/contracts';
import fc from 'fast-check';
import { acceptMandate, endMandate, expire, firstMandate, isValid, type Mandate, mayKnow, proposeMandate, represents, type Terms } from './mandate.js';

const id = (digit: number) => `01930000-0000-7000-8000-00000000000${digit.toString(16)}`;
const account = (digit: number) => `01930000-0000-7000-8000-0000000000a${digit}`;
const party = { id: id(0), kind: 'organization' } as const;
const day = (number: number) => new Date(Date.UTC(2026, 10, number, 10)).toISOString();
const now = day(23);
const chair = account(0);
const first = firstMandate(id(1), party.id, chair, day(1)).state;

const granted = <State>(decision: Decision<State>): State => {
  if (isRefusal(decision)) throw new Error(decision.refused);
  return decision.state;
};
const read: Terms = { accountId: account(1), scopes: ['read'] };
const propose = (terms: Terms, by: string, mandates: readonly Mandate[] = [first]) => proposeMandate(id(2), terms, party, mandates, by, now);
const second: Mandate = { ...first, id: id(3), accountId: account(2) };

describe('proposing a mandate', () => {
  test('a representative invites an account', () => {
    const invited = propose(read, chair);
    expect(invited).toMatchObject({
      state: { state: 'invited', accountId: account(1), scopes: ['read'], validFrom: now, validUntil: null },
      events: [{ type: 'membership.mandate.proposed.v1', data: { by: 'party', mandateId: id(2) } }],
    });
  });

  test('an account asks for itself', () => {
    expect(propose(read, account(1))).toMatchObject({ state: { state: 'requested' }, events: [{ data: { by: 'account' } }] });
  });

  test('scopes are kept once each, in their own order', () => {
    expect(granted(propose({ ...read, scopes: ['read', 'represent', 'read'] }, chair)).scopes).toEqual(['represent', 'read']);
  });

  test('nobody else invites', () => {
    expect(propose(read, account(3))).toEqual({ refused: 'forbidden' });
    const reader: Mandate = { ...first, id: id(4), accountId: account(3), scopes: ['contribute', 'read'] };
    expect(propose(read, account(3), [first, reader])).toEqual({ refused: 'forbidden' });
  });

  test('an account has one at a time', () => {
    const invited = granted(propose(read, chair));
    expect(propose(read, chair, [first, invited])).toEqual({ refused: 'mandate-exists' });
    expect(propose(read, account(1), [first, invited])).toEqual({ refused: 'mandate-exists' });
    expect(isRefusal(propose(read, chair, [first, { ...invited, state: 'ended', endedAt: now }]))).toBe(false);
  });

  test('nobody acts for a natural person', () => {
    expect(proposeMandate(id(2), read, { ...party, kind: 'person' }, [first], chair, now)).toEqual({ refused: 'person-acts-alone' });
  });

  test('it begins now at the earliest, and ends after that', () => {
    expect(granted(propose({ ...read, validFrom: day(1) }, chair)).validFrom).toBe(now);
    expect(granted(propose({ ...read, validFrom: day(25), validUntil: day(26) }, chair))).toMatchObject({ validFrom: day(25), validUntil: day(26) });
    expect(propose({ ...read, validFrom: day(25), validUntil: day(25) }, chair)).toEqual({ refused: 'period-reversed' });
    expect(propose({ ...read, validFrom: day(1), validUntil: day(22) }, chair)).toEqual({ refused: 'period-reversed' });
  });
});

describe('accepting a mandate', () => {
  const invited = granted(propose(read, chair));
  const requested = granted(propose(read, account(1)));

  test('the invited account accepts, and acts from then on', () => {
    const held = granted(acceptMandate(invited, [first], account(1), day(24)));
    expect(held).toMatchObject({ state: 'held', validFrom: day(24) });
    expect(isValid(held, day(24))).toBe(true);
  });

  test('a representative grants what was asked for, and as it was asked for', () => {
    expect(acceptMandate(requested, [first], chair, now)).toMatchObject({ state: { state: 'held', scopes: ['read'] }, events: [{ type: 'membership.mandate.granted.v1' }] });
  });

  test('no side accepts for the other', () => {
    expect(acceptMandate(invited, [first], chair, now)).toEqual({ refused: 'forbidden' });
    expect(acceptMandate(requested, [first], account(1), now)).toEqual({ refused: 'forbidden' });
  });

  test('what is held, has ended or is over does not wait', () => {
    expect(acceptMandate(first, [first], chair, now)).toEqual({ refused: 'mandate-not-open', parameters: { state: 'held' } });
    expect(acceptMandate({ ...invited, state: 'ended', endedAt: now }, [first], account(1), now)).toEqual({ refused: 'mandate-not-open', parameters: { state: 'ended' } });
    expect(acceptMandate({ ...invited, validUntil: now }, [first], account(1), now)).toEqual({ refused: 'mandate-not-open', parameters: { state: 'ended' } });
  });

  test('a mandate for later is held, and valid in its time alone', () => {
    const held = granted(acceptMandate({ ...invited, validFrom: day(25), validUntil: day(27) }, [first], account(1), now));
    expect([day(24), day(25), day(26), day(27)].map((at) => isValid(held, at))).toEqual([false, true, true, false]);
  });
});

describe('ending a mandate', () => {
  test('one of two representatives ends the other', () => {
    expect(endMandate(first, party, [first, second], now)).toMatchObject({
      state: { state: 'ended', endedAt: now },
      events: [{ type: 'membership.mandate.ended.v1', data: { was: 'held', endedAt: now } }],
    });
  });

  test.each<[string, readonly Mandate[]]>([
    ['there is no other', []],
    ['the other represents until a day only', [{ ...second, validUntil: day(30) }]],
    ['the other represents from a later day', [{ ...second, validFrom: day(30) }]],
    ['the other may not represent', [{ ...second, scopes: ['contribute', 'read'] }]],
    ['the other is invited', [{ ...second, state: 'invited' }]],
    ['the other has ended', [{ ...second, state: 'ended', endedAt: now }]],
  ])('the last to represent does not end: %s', (_, others) => {
    expect(endMandate(first, party, [first, ...others], now)).toEqual({ refused: 'last-representative' });
  });

  test('one that does not represent for good can always end', () => {
    for (const changes of [{ scopes: ['read'] }, { validUntil: day(30) }, { validFrom: day(30) }, { state: 'invited' }, { state: 'requested' }] as const) {
      expect(isRefusal(endMandate({ ...second, ...changes }, party, [first], now))).toBe(false);
    }
  });

  test('a natural person’s own does not end, and none ends twice', () => {
    expect(endMandate(first, { kind: 'person' }, [first], now)).toEqual({ refused: 'person-acts-alone' });
    expect(endMandate({ ...second, state: 'ended', endedAt: now }, party, [first], now)).toEqual({ refused: 'mandate-not-open', parameters: { state: 'ended' } });
  });

  test('it expires in its time and not before', () => {
    expect(expire({ ...second, validUntil: day(24) }, now)).toBeUndefined();
    expect(expire({ ...second, validUntil: now }, now)).toMatchObject({ state: { state: 'ended' }, events: [{ data: { was: 'held' } }] });
    expect(expire({ ...second, validUntil: now, state: 'requested' }, now)).toMatchObject({ events: [{ data: { was: 'requested' } }] });
    expect(expire({ ...second, validUntil: now, state: 'ended', endedAt: now }, now)).toBeUndefined();
  });
});

/** What accounts may try, one after the other, on one party. */
interface Attempt {
  readonly act: 'propose' | 'accept' | 'end' | 'expire';
  readonly by: number;
  readonly on: number;
  readonly scopes: readonly ('represent' | 'contribute' | 'read')[];
  readonly from?: number | undefined;
  readonly days?: number | undefined;
}
const attempt: fc.Arbitrary<Attempt> = fc.record({
  act: fc.constantFrom('propose', 'accept', 'end', 'expire'),
  by: fc.nat({ max: 4 }),
  on: fc.nat({ max: 9 }),
  scopes: fc.uniqueArray(fc.constantFrom(...mandateScopes), { minLength: 1 }),
  from: fc.option(fc.integer({ min: -3, max: 9 }), { nil: undefined }),
  days: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
});

const replace = (mandates: readonly Mandate[], changed: Decision<Mandate> | undefined) =>
  !changed || isRefusal(changed) ? mandates : [...mandates.filter((mandate) => mandate.id !== changed.state.id), changed.state];

function after(mandates: readonly Mandate[], { act, by, on, scopes, from, days }: Attempt, today: number, nextId: string) {
  const at = day(today);
  const target = mandates[on % mandates.length]!;
  if (act === 'propose') {
    const begins = today + (from ?? 0);
    const terms = { accountId: account(on % 5), scopes, validFrom: day(begins), validUntil: days === undefined ? undefined : day(begins + days) };
    return replace(mandates, proposeMandate(nextId, terms, party, mandates, account(by), at));
  }
  if (act === 'expire') return replace(mandates, expire(target, at));
  if (!mayKnow(target, mandates, account(by), at)) return mandates;
  return replace(mandates, act === 'accept' ? acceptMandate(target, mandates, account(by), at) : endMandate(target, party, mandates, at));
}

test('whatever is tried, somebody represents the party for good, and each account has one current mandate at most', () => {
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 40 }), (attempts) => {
      let mandates: readonly Mandate[] = [first];
      for (const [index, tried] of attempts.entries()) {
        const today = 1 + index;
        mandates = after(mandates, tried, today, `01930000-0000-7000-9000-${String(index).padStart(12, '0')}`);
        const forGood = mandates.filter((mandate) => mandate.validUntil === null && represents([mandate], mandate.accountId, day(today)));
        const current = mandates.filter(({ state }) => state !== 'ended').map(({ accountId }) => accountId);
        expect(forGood.length).toBeGreaterThan(0);
        expect(new Set(current).size).toBe(current.length);
      }
    }),
    { numRuns: 300 },
  );
});
