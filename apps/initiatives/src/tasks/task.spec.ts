import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import fc from 'fast-check';
import { bringIdea } from '../initiatives/initiative.js';
import type { Partner } from '../partners/partner.js';
import { addTask, changeTask, cycleThrough, moveTask, type Node, type Task, type TaskTerms, type Work } from './task.js';

const clusterId = '01930000-0000-7000-8000-0000000000c1';
const id = (digit: number) => `01930000-0000-7000-8000-00000000a${String(digit).padStart(3, '0')}`;
const now = '2026-03-01T10:00:00.000Z';
const { state: initiative, partner: first } = bringIdea(id(900), { clusterId, title: 'Ogród', summary: 'Wspólny', novelty: 'Sąsiedzki' }, { memberId: id(1), name: null }, now);
const partners: Partner[] = [first, { ...first, memberId: id(2), place: 2, coordinator: false }];
const at = (tasks: readonly Node[] = []): Work => ({ initiative, partners, tasks, count: tasks.length });
const terms = (change: Partial<TaskTerms> = {}): TaskTerms => ({ title: 'Przekopać', description: null, responsible: [id(1)], accountable: id(2), consulted: [], informed: [], due: null, dependsOn: [], ...change });
const added = (digit: number, change: Partial<TaskTerms> = {}, tasks: readonly Node[] = []): Task => {
  const decision = addTask(id(digit), terms(change), at(tasks), id(1), now);
  if (isRefusal(decision)) throw new Error(decision.refused);
  return decision.state;
};

describe('a task', () => {
  test('is added by a partner, and names partners alone', () => {
    expect(addTask(id(10), terms(), at(), id(3), now)).toEqual({ refused: 'not-partner' });
    for (const role of [{ responsible: [id(3)] }, { accountable: id(3) }, { consulted: [id(3)] }, { informed: [id(3)] }]) expect(addTask(id(10), terms(role), at(), id(1), now)).toEqual({ refused: 'task-unfit' });
  });

  test('is added until the closing, and in the closing changed, done, dropped and opened again; afterwards nothing of it', () => {
    const dig = added(10);
    const on = (state: (typeof initiative)['state']) => ({ ...at([dig]), initiative: { ...initiative, state } });
    const acts = (state: (typeof initiative)['state']) => [
      changeTask(dig, terms({ title: 'Skopać' }), on(state), id(1), now), moveTask(dig, 'done', null, on(state), id(1), now), moveTask(dig, 'dropped', 'Deszcz', on(state), id(1), now),
      moveTask({ ...dig, state: 'done', doneAt: now }, 'to-do', null, on(state), id(1), now),
    ];
    for (const state of ['idea', 'forming', 'running'] as const) expect(isRefusal(addTask(id(11), terms(), on(state), id(1), now))).toBe(false);
    for (const state of ['closing', 'closed', 'abandoned'] as const) expect(addTask(id(11), terms(), on(state), id(1), now)).toEqual({ refused: 'initiative-wrong-state', parameters: { state, needed: 'idea, forming, running' } });
    for (const state of ['running', 'closing'] as const) expect(acts(state).map(isRefusal)).toEqual([false, false, false, false]);
    for (const state of ['closed', 'abandoned'] as const) for (const refused of acts(state)) expect(refused).toEqual({ refused: 'initiative-wrong-state', parameters: { state, needed: 'idea, forming, running, closing' } });
  });

  test('names everybody once, whatever was said', () => {
    expect(added(10, { responsible: [id(1), id(2), id(1)] }).responsible).toEqual([id(1), id(2)]);
  });

  test('is one of a thousand at most', () => {
    const thousand = Array.from({ length: 1_000 }, (_, index): Node => ({ id: id(index + 100), title: '', state: 'to-do', dependsOn: [] }));
    expect(addTask(id(10), terms(), at(thousand), id(1), now)).toEqual({ refused: 'too-many-tasks' });
  });

  test('depends on tasks that are there, and a circle is refused by the names of its tasks', () => {
    const dig = added(10, { title: 'Przekopać' });
    const sow = added(11, { title: 'Posiać', dependsOn: [id(10)] }, [dig]);
    expect(addTask(id(12), terms({ dependsOn: [id(13)] }), at([dig, sow]), id(1), now)).toEqual({ refused: 'task-unfit' });
    expect(changeTask(dig, terms({ title: 'Przekopać', dependsOn: [id(11)] }), at([dig, sow]), id(1), now)).toEqual({ refused: 'task-cycle', parameters: { cycle: 'Przekopać → Posiać → Przekopać' } });
    expect(changeTask(dig, terms({ title: 'Ja sam', dependsOn: [id(10)] }), at([dig, sow]), id(1), now)).toEqual({ refused: 'task-cycle', parameters: { cycle: 'Ja sam → Ja sam' } });
  });
});

describe('the way of a task', () => {
  const dig = added(10, { title: 'Przekopać' });
  const sow = added(11, { title: 'Posiać', dependsOn: [id(10)] }, [dig]);

  test('is begun, done and opened again', () => {
    const done = moveTask(dig, 'done', null, at([dig]), id(2), now);
    expect(done).toMatchObject({ state: { state: 'done', doneAt: now }, events: [{ type: 'initiatives.task.moved.v1', data: { state: 'done', movedBy: id(2) } }] });
    expect(moveTask({ ...dig, state: 'done', doneAt: now }, 'to-do', null, at([dig]), id(1), now)).toMatchObject({ state: { state: 'to-do', doneAt: null } });
  });

  test('is done after what comes before it is done or dropped', () => {
    expect(moveTask(sow, 'done', null, at([dig, sow]), id(1), now)).toEqual({ refused: 'task-blocked', parameters: { before: 'Przekopać' } });
    for (const state of ['done', 'dropped'] as const) expect(moveTask(sow, 'done', null, at([{ ...dig, state }, sow]), id(1), now)).toMatchObject({ state: { state: 'done' } });
  });

  test.each([['to-do', 'to-do'], ['done', 'doing'], ['done', 'dropped'], ['dropped', 'done']] as const)('does not lead from %s to %s', (from, to) => {
    expect(moveTask({ ...dig, state: from }, to, 'bo tak', at([dig]), id(1), now)).toEqual({ refused: 'task-wrong-state', parameters: { state: from } });
  });

  test('is changed only before it is over', () => {
    expect(changeTask({ ...dig, state: 'done' }, terms(), at([dig]), id(1), now)).toMatchObject({ refused: 'task-wrong-state' });
  });
});

describe('cycles', () => {
  const graph = fc.array(fc.array(fc.nat(7), { maxLength: 4 }), { minLength: 8, maxLength: 8 }).map((edges) => edges.map((before, index) => ({ id: String(index), dependsOn: before.map(String) })));

  test('are found exactly where there are any, and what is found is one', () => {
    fc.assert(fc.property(graph, (tasks) => {
      const before = (task: string) => tasks[Number(task)]!.dependsOn;
      // All that comes before, by going on until nothing is new.
      const reach = new Set(before('0'));
      for (let size = -1; size !== reach.size; ) {
        size = reach.size;
        for (const task of reach) for (const next of before(task)) reach.add(next);
      }
      const cycle = cycleThrough('0', tasks);
      expect(cycle !== undefined).toBe(reach.has('0'));
      if (!cycle) return;
      expect([cycle[0], cycle.at(-1)]).toEqual(['0', '0']);
      for (const [index, task] of cycle.slice(0, -1).entries()) expect(before(task)).toContain(cycle[index + 1]);
    }), { numRuns: 2_000 });
  });
});
