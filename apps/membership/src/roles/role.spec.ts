import { describe, expect, test } from '@jest/globals';
import { type Decision, isRefusal } from '@klaster/contracts';
import fc from 'fast-check';
import { elect, endRole, endTerm, givesWay, monthsAfter, resign, type Role, takeRole } from './role.js';

const id = (digit: number) => `01930000-0000-7000-8000-00000000000${digit}`;
const [roleId, clusterId, memberId, matterId] = [1, 2, 3, 4].map(id) as [string, string, string, string];
const now = '2026-11-30T10:00:00.000Z';
const stateOf = (decision: Decision<Role>): Role => {
  if (isRefusal(decision)) throw new Error(decision.refused);
  return decision.state;
};
const taken = stateOf(takeRole(roleId, { clusterId, memberId, role: 'animator' }, false, now));
const elected = elect(roleId, { clusterId, memberId, role: 'secretary', matterId }, 24, now).state;

describe('a term', () => {
  test.each([
    ['2026-11-30T10:00:00.000Z', 3, '2027-02-28T10:00:00.000Z'],
    ['2027-11-30T10:00:00.000Z', 3, '2028-02-29T10:00:00.000Z'],
    ['2026-01-31T23:59:59.999Z', 1, '2026-02-28T23:59:59.999Z'],
    ['2026-12-15T00:00:00.000Z', 1, '2027-01-15T00:00:00.000Z'],
    ['2026-11-23T10:00:00.000Z', 60, '2031-11-23T10:00:00.000Z'],
  ])('from %s of %i months ends %s', (from, months, until) => {
    expect(monthsAfter(from, months)).toBe(until);
  });

  test('ends later the more months it has, and as many months later as it has', () => {
    const instants = fc.date({ min: new Date('1990-01-01'), max: new Date('2190-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
    fc.assert(fc.property(instants, fc.integer({ min: 1, max: 60 }), (from, months) => {
      const [start, end] = [new Date(from), new Date(monthsAfter(from, months))];
      expect((end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth()).toBe(months);
      expect(monthsAfter(from, months + 1) > monthsAfter(from, months)).toBe(true);
    }));
  });
});

test('given a role that nobody has held, when a member takes it, then it has it for three months; then the table elects', () => {
  expect(taken).toMatchObject({ memberId, role: 'animator', since: now, until: '2027-02-28T10:00:00.000Z', matterId: null, endedAt: null });
  expect(takeRole(roleId, { clusterId, memberId, role: 'animator' }, true, now)).toEqual({ refused: 'role-is-elected' });
});

test('given an election, then who was elected anew and who was never elected gives way, and others stay', () => {
  expect(elected).toMatchObject({ until: '2028-11-30T10:00:00.000Z', matterId });
  expect([givesWay(taken, [id(9)]), givesWay(elected, [memberId]), givesWay(elected, [id(9)])]).toEqual([true, true, false]);
});

test('given a role, then its holder alone gives it up, once', () => {
  expect(resign(taken, id(9), now)).toEqual({ refused: 'forbidden' });
  expect(resign(taken, memberId, now)).toMatchObject({ state: { endedAt: now }, events: [{ type: 'membership.role.ended.v1' }] });
  expect(endRole(stateOf(resign(taken, memberId, now)), now)).toEqual({ refused: 'role-over', parameters: { endedAt: now } });
});

test('given a term, then it ends by itself when it is over and not before', () => {
  expect(endTerm(taken, now)).toBeUndefined();
  expect(endTerm(taken, taken.until)).toMatchObject({ state: { endedAt: taken.until } });
});
