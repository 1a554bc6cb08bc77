import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import fc from 'fast-check';
import { bringIdea } from '../initiatives/initiative.js';
import type { Partner } from '../partners/partner.js';
import { type Acting, changeGoal, dropGoal, type Goal, type GoalAim, measure, miss, reaches, sees, setGoal } from './goal.js';

const clusterId = '01930000-0000-7000-8000-0000000000c1';
const id = (digit: number) => `01930000-0000-7000-8000-00000000a00${digit}`;
const { state: initiative, partner: first } = bringIdea(id(9), { clusterId, title: 'Ogród', summary: 'Wspólny', novelty: 'Sąsiedzki' }, { memberId: id(1), name: null }, '2026-01-01T10:00:00.000Z');
const partners: Partner[] = [first, { ...first, memberId: id(2), place: 2, coordinator: false }];
const as = (digit: number, today = '2026-03-01'): Acting => ({ memberId: id(digit), now: `${today}T10:00:00.000Z`, today });
const aim: GoalAim = { title: 'Więcej drzew', indicator: 'Posadzone drzewa', unit: 'szt.', baseline: '0', target: '100', due: '2026-10-31' };
const shared = { autonomous: false, visibleTo: 'cluster' } as const;

const set = (how: { autonomous: boolean; visibleTo: Goal['visibleTo'] } = shared, change: Partial<GoalAim> = {}): Goal => {
  const decision = setGoal(id(8), initiative, partners, { ...aim, ...change }, how, as(1));
  if (isRefusal(decision)) throw new Error(decision.refused);
  return decision.state;
};
const measured = (goal: Goal, value: string, measuredOn = '2026-03-01', by = as(1)) => measure(goal, partners, id(7), { value, measuredOn, note: null }, by);

describe('setting a goal', () => {
  test('is for partners, while the initiative is not over', () => {
    expect(setGoal(id(8), initiative, partners, aim, shared, as(3))).toEqual({ refused: 'not-partner' });
    expect(isRefusal(setGoal(id(8), { ...initiative, state: 'closing' }, partners, aim, shared, as(1)))).toBe(false);
    for (const state of ['closed', 'abandoned'] as const) expect(setGoal(id(8), { ...initiative, state }, partners, aim, shared, as(1))).toMatchObject({ refused: 'initiative-wrong-state' });
  });

  test('needs a way to go and time to go it, and what is of all is open to all', () => {
    expect(setGoal(id(8), initiative, partners, { ...aim, target: '0.00' }, shared, as(1))).toEqual({ refused: 'goal-unfit' });
    expect(setGoal(id(8), initiative, partners, { ...aim, due: '2026-02-28' }, shared, as(1))).toEqual({ refused: 'goal-unfit' });
    expect(setGoal(id(8), initiative, partners, aim, { autonomous: false, visibleTo: 'partners' }, as(1))).toEqual({ refused: 'goal-unfit' });
  });

  test('tells figures only where the cluster may see them', () => {
    const told = (visibleTo: Goal['visibleTo']) => setGoal(id(8), initiative, partners, aim, { autonomous: true, visibleTo }, as(1));
    expect(told('cluster')).toMatchObject({ events: [{ data: { figures: { target: '100', unit: 'szt.' } } }] });
    for (const visibleTo of ['partners', 'partner'] as const) expect(told(visibleTo)).toMatchObject({ events: [{ data: { figures: null } }] });
  });
});

test.each([
  ['cluster', [1, 2, 3]],
  ['partners', [1, 2]],
  ['partner', [1]],
] as const)('an autonomous goal that is visible to %s is seen by %j', (visibleTo, viewers) => {
  const goal = set({ autonomous: true, visibleTo });
  expect([1, 2, 3].filter((digit) => sees(goal, partners, id(digit)))).toEqual(viewers);
});

describe('an autonomous goal', () => {
  const own = set({ autonomous: true, visibleTo: 'partners' });

  test('is its partner’s alone to change, to drop and to measure', () => {
    expect(changeGoal(own, partners, aim, as(2))).toEqual({ refused: 'not-your-goal' });
    expect(dropGoal(own, partners, 'Nie', as(2))).toEqual({ refused: 'not-your-goal' });
    expect(measured(own, '1', '2026-03-01', as(2))).toEqual({ refused: 'not-your-goal' });
    expect(measured(own, '1')).toMatchObject({ events: [{ data: { value: null } }] });
  });
});

describe('measuring', () => {
  test('reaches an open goal at its target, on its last day too, and never after it', () => {
    expect(measured(set(), '99.999999')).toMatchObject({ state: { state: 'open' } });
    expect(measured(set(), '100')).toMatchObject({ state: { state: 'reached' }, events: [{}, { data: { how: 'reached' } }] });
    expect(measured(set(), '100', '2026-10-31', as(1, '2026-10-31'))).toMatchObject({ state: { state: 'reached' } });
    expect(measured(set(), '100', '2026-11-01', as(1, '2026-11-01'))).toMatchObject({ state: { state: 'open' } });
  });

  test('goes both ways: what is to fall is reached below', () => {
    const falling = set(shared, { baseline: '40', target: '25' });
    expect(measured(falling, '25.000001')).toMatchObject({ state: { state: 'open' } });
    expect(measured(falling, '25')).toMatchObject({ state: { state: 'reached' } });
  });

  test('shows the newest day, and of one day what was recorded last', () => {
    let goal = set();
    for (const [value, on] of [['10', '2026-02-01'], ['7', '2026-01-15'], ['12', '2026-02-01']] as const) {
      const done = measured(goal, value, on);
      if (isRefusal(done)) throw new Error(done.refused);
      goal = done.state;
    }
    expect(goal.latest).toEqual({ value: '12', measuredOn: '2026-02-01' });
  });

  test('is not of days to come, nor of what was dropped', () => {
    expect(measured(set(), '1', '2026-03-02')).toEqual({ refused: 'measured-in-future' });
    expect(measured({ ...set(), state: 'dropped' }, '1')).toMatchObject({ refused: 'goal-ended' });
    expect(measured({ ...set(), state: 'missed' }, '100')).toMatchObject({ state: { state: 'missed', latest: { value: '100' } }, events: [{}] });
  });

  test('is exact: a value reaches the target or it does not, whatever its digits', () => {
    const micro = fc.bigInt({ min: 0n, max: 10n ** 15n });
    const text = (value: bigint) => `${value / 1_000_000n}.${String(value % 1_000_000n).padStart(6, '0')}`;
    fc.assert(fc.property(micro, micro, micro, (baseline, target, value) => {
      fc.pre(baseline !== target);
      expect(reaches({ baseline: text(baseline), target: text(target) }, text(value))).toBe(target > baseline ? value >= target : value <= target);
    }));
  });
});

test('a goal is missed when its last day is over, and only while it is open', () => {
  expect(miss(set(), as(1).now, '2026-10-31')).toBeUndefined();
  expect(miss(set(), as(1).now, '2026-11-01')).toMatchObject({ state: { state: 'missed' } });
  expect(miss({ ...set(), state: 'reached' }, as(1).now, '2026-11-01')).toBeUndefined();
});
