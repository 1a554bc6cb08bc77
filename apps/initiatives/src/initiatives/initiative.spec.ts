import { describe, expect, test } from '@jest/globals';
import type { Partner } from '../partners/partner.js';
import type { Ending } from '../readiness/readiness.js';
import { abandon, beginClosing, bringIdea, changeIdea, close, form, type Initiative, start } from './initiative.js';

const clusterId = '01930000-0000-7000-8000-0000000000c1';
const initiativeId = '01930000-0000-7000-8000-000000000001';
const member = (digit: number) => `01930000-0000-7000-8000-00000000a00${digit}`;
const now = '2026-11-23T10:00:00.000Z';
const idea = { clusterId, title: 'Ogród', summary: 'Wspólny ogród', novelty: 'Prowadzą go sąsiedzi' };
const brought = bringIdea(initiativeId, idea, { memberId: member(1), name: null }, now);
const forming: Initiative = { ...brought.state, state: 'forming' };
const partner = (digit: number): Partner => ({ ...brought.partner, memberId: member(digit), place: digit, coordinator: digit === 1 });

test('given nothing, when a member brings an idea, then it is the first partner and coordinates', () => {
  expect(brought.state).toMatchObject({ state: 'idea', broughtBy: member(1), createdAt: now, startedAt: null });
  expect(brought.partner).toEqual({ initiativeId, clusterId, memberId: member(1), place: 1, coordinator: true, joinedAt: now, homeClusterId: clusterId, name: null, state: 'partner', leavesOn: null, leftAt: null, reason: null });
  expect(brought.events.map(({ type }) => type)).toEqual(['initiatives.initiative.brought.v1', 'initiatives.partner.joined.v2']);
});

describe('changing what it says of itself', () => {
  const said = { title: 'Ogród i sad', summary: 'Wspólny', novelty: 'Z jabłoniami' };

  test('given an initiative that does not run yet, when a partner changes it, then it says so, and no more of it is told than its title', () => {
    for (const state of ['idea', 'forming'] as const) {
      const changed = changeIdea({ ...forming, state }, [brought.partner], said, member(1));
      expect(changed).toMatchObject({ state: { ...said, state }, events: [{ type: 'initiatives.initiative.changed.v1', data: { title: 'Ogród i sad', changedBy: member(1) } }] });
      expect(JSON.stringify('events' in changed ? changed.events : [])).not.toContain('jabłoniami');
    }
  });

  test('is refused to others, and once the work runs', () => {
    expect(changeIdea(forming, [brought.partner], said, member(2))).toEqual({ refused: 'not-partner' });
    for (const state of ['running', 'closing', 'closed', 'abandoned'] as const) expect(changeIdea({ ...forming, state }, [brought.partner], said, member(1))).toEqual({ refused: 'initiative-wrong-state', parameters: { state, needed: 'idea, forming' } });
  });
});

describe('forming', () => {
  test('given an idea, when its partner opens the forming, then members may join', () => {
    expect(form(brought.state, [brought.partner], member(1))).toMatchObject({ state: { state: 'forming' }, events: [{ type: 'initiatives.initiative.forming.v1' }] });
  });

  test('given an idea, when another member opens the forming, then it is refused', () => {
    expect(form(brought.state, [brought.partner], member(2))).toEqual({ refused: 'not-partner' });
  });

  test('given a forming initiative, when it is formed again, then it is refused', () => {
    expect(form(forming, [brought.partner], member(1))).toEqual({ refused: 'initiative-wrong-state', parameters: { state: 'forming', needed: 'idea' } });
  });
});

describe('starting', () => {
  const two = [partner(1), partner(2)];
  const agreed = { inForce: 1, newest: { number: 1, missing: [] }, undecided: [] };

  test('given two partners that signed the same version, when one starts, then it runs by that version', () => {
    expect(start(forming, two, agreed, member(2), now)).toMatchObject({
      state: { state: 'running', startedAt: now },
      events: [{ type: 'initiatives.initiative.started.v1', data: { agreementVersion: 1, startedAt: now } }],
    });
  });

  test('given an agreement in force, when somebody else starts, then it is refused', () => {
    expect(start(forming, two, agreed, member(3), now)).toEqual({ refused: 'not-partner' });
  });

  test('given one partner alone, when it starts, then it is refused, however much it has signed', () => {
    expect(start(forming, [partner(1)], agreed, member(1), now)).toEqual({ refused: 'too-few-partners', parameters: { partners: 1 } });
  });

  test('given a partner that joined later, when one starts, then the refusal names who has not signed', () => {
    const named = [...two, { ...partner(3), name: 'Szkoła C' }];
    const lacking = { ...agreed, inForce: undefined, newest: { number: 3, missing: [member(3)] } };
    expect(start(forming, named, lacking, member(1), now)).toEqual({ refused: 'no-agreement-in-force', parameters: { number: 3, missing: 'Szkoła C' } });
  });

  test('given no proposed version, when one starts, then it is refused', () => {
    expect(start(forming, two, { ...agreed, inForce: undefined, newest: undefined }, member(1), now)).toEqual({ refused: 'no-agreement-proposed' });
  });

  test('given a cluster whose table has not accepted it, when one starts, then the refusal names it', () => {
    expect(start(forming, two, { ...agreed, undecided: ['Zielony Staw'] }, member(1), now)).toEqual({ refused: 'clusters-undecided', parameters: { missing: 'Zielony Staw' } });
  });

  test('given a running initiative, when it is started again, then it is refused', () => {
    expect(start({ ...forming, state: 'running' }, two, agreed, member(1), now)).toMatchObject({ refused: 'initiative-wrong-state' });
  });
});

const done: Ending = { openTasks: [], openPromises: 0, settled: { unsettled: 0, underWay: null, settled: 2 }, stated: [member(1), member(2)], benefits: 3, lessons: 1 };
const otherThan = (...wanted: readonly Initiative['state'][]) => (['idea', 'forming', 'running', 'closing', 'closed', 'abandoned'] as const).filter((state) => !wanted.includes(state));
const both = [partner(1), partner(2)];

describe('closing', () => {
  const running: Initiative = { ...forming, state: 'running', startedAt: now };
  const closing: Initiative = { ...running, state: 'closing', closingAt: now };
  const gone: Partner = { ...partner(3), state: 'left', leftAt: now };

  test('given running work, when a partner says that it is done, then it is closing', () => {
    expect(beginClosing(running, both, member(2), now)).toMatchObject({ state: { state: 'closing', closingAt: now }, events: [{ type: 'initiatives.initiative.closing.v1', data: { closingAt: now } }] });
  });

  test('given any other state, or somebody else, when the closing is begun, then it is refused', () => {
    for (const state of otherThan('running')) expect(beginClosing({ ...running, state }, both, member(1), now)).toEqual({ refused: 'initiative-wrong-state', parameters: { state, needed: 'running' } });
    for (const somebody of [3, 4]) expect(beginClosing(running, [...both, gone], member(somebody), now)).toEqual({ refused: 'not-partner' });
  });

  test('given a closing of which nothing is open, when a partner closes it, then it is closed, and its sums are told', () => {
    expect(close(closing, [...both, gone], done, member(2), now)).toMatchObject({
      state: { state: 'closed', endedAt: now, reason: null },
      events: [{ type: 'initiatives.initiative.closed.v1', data: { settlements: 2, benefits: 3, lessons: 1, closedAt: now } }],
    });
  });

  test('given something open, when a partner closes it, then it is refused by the first that is missing', () => {
    expect(close(closing, both, { ...done, openPromises: 2, lessons: 0 }, member(1), now)).toEqual({ refused: 'promises-open', parameters: { count: 2 } });
  });

  test('given any other state, or somebody else, when it is closed, then it is refused before anything is said of what is missing', () => {
    for (const state of otherThan('closing')) expect(close({ ...closing, state }, both, { ...done, lessons: 0 }, member(1), now)).toEqual({ refused: 'initiative-wrong-state', parameters: { state, needed: 'closing' } });
    for (const somebody of [3, 4]) expect(close(closing, [...both, gone], { ...done, lessons: 0 }, member(somebody), now)).toEqual({ refused: 'not-partner' });
  });
});

describe('abandoning', () => {
  const alone = both.map((one) => ({ ...one, coordinator: false }));

  test('given whatever is not over, when the coordinator gives it up, then it is told what it was, and the reason is kept', () => {
    for (const was of otherThan('closed', 'abandoned')) {
      const abandoned = abandon({ ...forming, state: was }, both, 'Brak chętnych', member(1), now);
      expect(abandoned).toMatchObject({ state: { state: 'abandoned', reason: 'Brak chętnych', endedAt: now }, events: [{ type: 'initiatives.initiative.abandoned.v1', data: { was, abandonedBy: member(1), abandonedAt: now } }] });
      expect(JSON.stringify('events' in abandoned ? abandoned.events : [])).not.toContain('chętnych');
    }
  });

  test('given a coordinator, when another partner gives it up, then it is refused; where nobody coordinates any partner may', () => {
    expect(abandon(forming, both, 'Deszcz', member(2), now)).toEqual({ refused: 'not-coordinator' });
    expect(abandon(forming, alone, 'Deszcz', member(2), now)).toMatchObject({ state: { state: 'abandoned' } });
    expect(abandon(forming, alone, 'Deszcz', member(3), now)).toEqual({ refused: 'not-partner' });
  });

  test('given what is over, when it is given up, then it is refused', () => {
    for (const state of ['closed', 'abandoned'] as const) expect(abandon({ ...forming, state }, both, 'Deszcz', member(1), now)).toMatchObject({ refused: 'initiative-wrong-state', parameters: { state } });
  });
});
