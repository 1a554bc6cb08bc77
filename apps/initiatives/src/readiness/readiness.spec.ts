import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import fc from 'fast-check';
import { bringIdea, close, type Initiative, start } from '../initiatives/initiative.js';
import type { Partner } from '../partners/partner.js';
import { type Ending, type Footing, lacksOfClosing, lacksOfStart, showReadiness } from './readiness.js';

const clusterId = '01930000-0000-7000-8000-0000000000c1';
const initiativeId = '01930000-0000-7000-8000-000000000001';
const member = (digit: number) => `01930000-0000-7000-8000-00000000a00${digit}`;
const now = '2026-11-23T10:00:00.000Z';
const { state: idea, partner: first } = bringIdea(initiativeId, { clusterId, title: 'Ogród', summary: 'Wspólny', novelty: 'Sąsiedzki' }, { memberId: member(1), name: 'Fundacja A' }, now);
const partner = (digit: number, fields: Partial<Partner> = {}): Partner => ({ ...first, memberId: member(digit), place: digit, coordinator: digit === 1, ...fields });
const everybody = [partner(1), partner(2, { name: 'Szkoła B', state: 'leaving', leavesOn: '2026-12-01' }), partner(3, { name: null }), partner(4, { name: 'Dawny D', state: 'left', leftAt: now }), partner(5, { name: 'Chętny E', state: 'candidate' })];
const partners = everybody.slice(0, 3);

const ready: Footing = { inForce: 1, newest: { number: 1, missing: [] }, undecided: [] };
const done: Ending = { openTasks: [], openPromises: 0, settled: { unsettled: 0, underWay: null, settled: 0 }, stated: [1, 2, 3].map(member), benefits: 0, lessons: 1 };
const tasks = (...titles: string[]) => titles.map((title, index) => ({ title, responsible: [member((index % 2) + 1)] }));

describe('before the start', () => {
  test('nothing is missing where the agreement in force names at least two partners', () => {
    expect(lacksOfStart(partners, ready)).toEqual([]);
  });

  test('all that is missing is said at once, in the order of the refusals', () => {
    expect(lacksOfStart(partners.slice(0, 1), { inForce: undefined, newest: undefined, undecided: ['Zielony Staw'] })).toMatchObject([
      { code: 'partners', count: 1, refusal: { refused: 'too-few-partners', parameters: { partners: 1 } } },
      { code: 'agreement', count: 1, refusal: { refused: 'no-agreement-proposed' } },
      { code: 'clusters', count: 1, names: ['Zielony Staw'], refusal: { refused: 'clusters-undecided', parameters: { missing: 'Zielony Staw' } } },
    ]);
  });

  test('whose signature is missing is named; a natural person by its id', () => {
    expect(lacksOfStart(partners, { ...ready, inForce: undefined, newest: { number: 3, missing: [member(2), member(3)] } })).toMatchObject([
      { code: 'signatures', count: 2, memberIds: [member(2), member(3)], at: 'agreement/versions/3', refusal: { refused: 'no-agreement-in-force', parameters: { number: 3, missing: `Szkoła B, ${member(3)}` } } },
    ]);
  });
});

describe('before the end', () => {
  const lacking = (fields: Partial<Ending>) => lacksOfClosing(everybody, { ...done, ...fields });

  test('nothing is missing where nothing is open and every acting partner has stated its benefits: not who has left, nor a candidate', () => {
    expect(lacking({})).toEqual([]);
  });

  test('open tasks are named, the first five of them', () => {
    expect(lacking({ openTasks: tasks('Przekopać', 'Posiać') })).toMatchObject([{ code: 'tasks', count: 2, memberIds: [member(1), member(2)], refusal: { refused: 'tasks-open', parameters: { missing: 'Przekopać, Posiać' } } }]);
    expect(lacking({ openTasks: tasks('A', 'B', 'C', 'D', 'E') })[0]!.refusal.parameters).toEqual({ missing: 'A, B, C, D, E' });
    expect(lacking({ openTasks: tasks('A', 'B', 'C', 'D', 'E', 'F', 'G') })).toMatchObject([{ count: 7, names: ['A', 'B', 'C', 'D', 'E', '…'], refusal: { parameters: { missing: 'A, B, C, D, E, …' } } }]);
  });

  test('promises and unsettled costs are counted; a settlement under way says for whom it waits, also for one that has left', () => {
    const underWay = { number: 2, state: 'accepted', missing: [member(1), member(4)] } as const;
    expect(lacking({ openPromises: 3, settled: { unsettled: 4, underWay, settled: 1 } }).map(({ refusal }) => refusal)).toEqual([
      { refused: 'promises-open', parameters: { count: 3 } },
      { refused: 'costs-unsettled', parameters: { count: 4 } },
      { refused: 'settlement-open', parameters: { number: 2, state: 'accepted', missing: 'Fundacja A, Dawny D' } },
    ]);
  });

  test('who has not stated its benefits is named; one lesson is enough', () => {
    expect(lacking({ stated: [member(1)], lessons: 0 })).toMatchObject([
      { code: 'benefits', count: 2, memberIds: [member(2), member(3)], refusal: { refused: 'benefits-unstated', parameters: { missing: `Szkoła B, ${member(3)}` } } },
      { code: 'lessons', count: 1, refusal: { refused: 'lessons-missing' } },
    ]);
  });
});

test('clients see the names that are known, and where each can be done', () => {
  const lacks = lacksOfClosing(everybody, { ...done, openTasks: tasks('Przekopać'), stated: [] });
  expect(showReadiness({ state: 'closing' }, lacks, everybody, '/v1/x')).toEqual({
    state: 'closing', next: 'closed',
    missing: [
      { code: 'tasks', count: 1, memberIds: [member(1)], names: ['Przekopać'], path: '/v1/x/tasks' },
      { code: 'benefits', count: 3, memberIds: [1, 2, 3].map(member), names: ['Fundacja A', 'Szkoła B'], path: '/v1/x/benefit-statements' },
    ],
  });
  expect(showReadiness({ state: 'abandoned' }, [], everybody, '')).toEqual({ state: 'abandoned', next: null, missing: [] });
});

describe('what is shown and what is refused', () => {
  const ids = fc.subarray(everybody.map(({ memberId }) => memberId));
  const footings = fc.record({ inForce: fc.option(fc.constant(1), { nil: undefined }), newest: fc.option(fc.record({ number: fc.constant(1), missing: ids }), { nil: undefined }), undecided: fc.array(fc.constant('Staw'), { maxLength: 2 }) });
  const count = fc.nat({ max: 2 });
  const endings = fc.record({
    openTasks: fc.array(fc.record({ title: fc.string(), responsible: ids }), { maxLength: 7 }), openPromises: count, stated: ids, benefits: count, lessons: count,
    settled: fc.record({ unsettled: count, underWay: fc.option(fc.record({ number: fc.constant(1), state: fc.constantFrom('proposed' as const, 'accepted' as const), missing: ids })), settled: count }),
  });
  const at = (state: Initiative['state']): Initiative => ({ ...idea, state });

  test('never disagree: a step is refused exactly where something is missing, and by the first of it', () => {
    fc.assert(fc.property(fc.subarray(partners, { minLength: 1 }), footings, (acting, footing) => {
      const [lack] = lacksOfStart(acting, footing);
      const started = start(at('forming'), acting, footing, acting[0]!.memberId, now);
      expect(isRefusal(started) ? started : undefined).toEqual(lack?.refusal);
    }));
    fc.assert(fc.property(endings, (ending) => {
      const [lack] = lacksOfClosing(everybody, ending);
      const closed = close(at('closing'), everybody, ending, member(1), now);
      expect(isRefusal(closed) ? closed : undefined).toEqual(lack?.refusal);
    }));
  });
});
