import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import fc from 'fast-check';
import { clusterId, garden, initiativeId, member, now, partnersIn } from '../agreements/fixtures/garden.js';
import { after, expire, handOver, isActing, join, lastDayOf, leave, type Partner } from './partner.js';

const joining = (digit: number) => ({ memberId: member(digit), homeClusterId: clusterId, name: null });
const leaving = (state: Parameters<typeof garden>[0], partners: readonly Partner[], digit: number, leavesOn: string | null = '2026-03-15', acting = digit) =>
  leave(garden(state), partners, member(acting), { memberId: member(digit), reason: 'Brak czasu', leavesOn }, now);

describe('joining', () => {
  test('given a forming initiative, when a member joins, then it is the next partner and does not coordinate', () => {
    expect(join(garden('forming'), partnersIn('partner'), joining(2), now)).toMatchObject({
      partner: { memberId: member(2), place: 2, coordinator: false, joinedAt: now, state: 'partner' },
      events: [{ type: 'initiatives.partner.joined.v2', data: { initiativeId, clusterId, memberId: member(2), coordinator: false } }],
    });
  });

  test('given a running initiative, when a member joins, then it is a candidate', () => {
    const joined = join(garden('running'), partnersIn('partner', 'partner'), joining(3), now);
    expect(joined).toMatchObject({ partner: { state: 'candidate', place: 3 }, events: [{ type: 'initiatives.partner.asked.v1', data: { memberId: member(3), homeClusterId: clusterId, askedAt: now } }] });
  });

  test('given an initiative that is not yet or no longer open, when a member joins, then it is refused', () => {
    for (const state of ['idea', 'closing', 'closed', 'abandoned'] as const) {
      expect(join(garden(state), partnersIn('partner'), joining(2), now)).toEqual({ refused: 'initiative-wrong-state', parameters: { state, needed: 'forming, running' } });
    }
  });

  test('given a partner, a candidate or one that is leaving, when it joins again, then it is refused', () => {
    const partners = partnersIn('partner', 'candidate', 'leaving');
    for (const digit of [1, 2, 3]) expect(join(garden('running'), partners, joining(digit), now)).toEqual({ refused: 'already-partner' });
  });

  test('given one that has left or taken its wish back, when it comes again, then it does so in its old place', () => {
    for (const gone of ['left', 'withdrawn'] as const) {
      expect(join(garden('running'), partnersIn(gone, 'partner'), joining(1), now)).toMatchObject({ before: { state: gone }, partner: { place: 1, state: 'candidate', leftAt: null, leavesOn: null, reason: null } });
      expect(join(garden('forming'), partnersIn(gone, 'partner'), joining(1), now)).toMatchObject({ partner: { place: 1, state: 'partner', joinedAt: now } });
    }
  });
});

describe('leaving', () => {
  test('is at once while the partnership forms', () => {
    expect(leaving('forming', partnersIn('partner', 'partner'), 2)).toMatchObject({
      partner: { state: 'left', leftAt: now, leavesOn: null, reason: 'Brak czasu' },
      events: [{ type: 'initiatives.partner.left.v1', data: { memberId: member(2), was: 'partner', how: 'forming', leftAt: now } }],
    });
  });

  test('takes the notice of the agreement when the work runs, or none where it has none; and tells nobody why', () => {
    for (const state of ['running', 'closing'] as const) {
      const left = leaving(state, partnersIn('partner', 'partner'), 2);
      expect(left).toMatchObject({ partner: { state: 'leaving', leavesOn: '2026-03-15', leftAt: null, reason: 'Brak czasu' }, events: [{ type: 'initiatives.partner.leaving.v1', data: { leavesOn: '2026-03-15' } }] });
      expect(JSON.stringify(isRefusal(left) ? left : left.events)).not.toContain('Brak czasu');
      expect(leaving(state, partnersIn('partner', 'partner'), 2, null)).toMatchObject({ partner: { state: 'left' }, events: [{ data: { how: 'notice', was: 'partner' } }] });
    }
  });

  test('a candidate takes its wish back, whatever the initiative does meanwhile', () => {
    for (const state of ['running', 'closing', 'closed', 'abandoned'] as const) {
      expect(leaving(state, partnersIn('partner', 'candidate'), 2)).toMatchObject({ partner: { state: 'withdrawn', leftAt: now }, events: [{ data: { was: 'candidate', how: 'candidacy' } }] });
    }
  });

  test('is up to the partner alone, once, and over with the initiative', () => {
    const partners = partnersIn('partner', 'leaving', 'left', 'withdrawn');
    expect(leaving('running', partners, 1, null, 2)).toEqual({ refused: 'not-yourself' });
    expect(leaving('running', partners, 9)).toEqual({ refused: 'not-partner' });
    for (const [digit, state] of [[2, 'leaving'], [3, 'left'], [4, 'withdrawn']] as const) expect(leaving('running', partners, digit)).toEqual({ refused: 'partner-gone', parameters: { state } });
    for (const state of ['idea', 'closed', 'abandoned'] as const) expect(leaving(state, partners, 1)).toMatchObject({ refused: 'initiative-wrong-state' });
  });

  test('a coordinator that has left coordinates no more; one that is leaving still does', () => {
    expect(leaving('running', partnersIn('partner', 'partner'), 1)).toMatchObject({ partner: { state: 'leaving', coordinator: true } });
    expect(leaving('running', partnersIn('partner', 'partner'), 1, null)).toMatchObject({ partner: { state: 'left', coordinator: false } });
  });

  test('is done after its last day, whatever the others do, and not before', () => {
    const partners = partnersIn('leaving', 'leaving', 'partner', 'left').map((partner, index) => (index === 1 ? { ...partner, leavesOn: '2026-03-14' } : partner));
    expect(expire(partners, now, '2026-03-14')).toEqual({ events: [], changed: [] });
    expect(expire(partners, now, '2026-03-15')).toMatchObject({ changed: [{ memberId: member(2), state: 'left', leavesOn: '2026-03-14', leftAt: now }], events: [{ data: { was: 'leaving', how: 'notice' } }] });
    expect(expire(partners, now, '2026-03-16').changed.map(({ memberId, coordinator }) => [memberId, coordinator])).toEqual([[member(1), false], [member(2), false]]);
    expect(partners.map(lastDayOf)).toEqual(['2026-03-15', '2026-03-14', null, null]);
  });
});

describe('the coordination', () => {
  const handing = (partners: readonly Partner[], acting: number, to: number, state: Parameters<typeof garden>[0] = 'running') => handOver(garden(state), partners, member(acting), member(to));
  const uncoordinated = partnersIn('partner', 'partner', 'candidate', 'leaving', 'left').map((partner) => ({ ...partner, coordinator: false }));

  test('goes from the coordinator to another partner, who yields first', () => {
    expect(handing(partnersIn('partner', 'partner'), 1, 2)).toMatchObject({
      partner: { memberId: member(2), coordinator: true }, changed: [{ memberId: member(1), coordinator: false }, { memberId: member(2), coordinator: true }],
      events: [{ type: 'initiatives.coordination.handed-over.v1', data: { from: member(1), to: member(2) } }],
    });
    expect(handing(partnersIn('partner', 'partner'), 1, 1)).toMatchObject({ partner: { coordinator: true }, changed: [], events: [] });
  });

  test('is taken or given by any partner where nobody coordinates', () => {
    for (const [acting, to] of [[1, 1], [1, 2], [4, 2]] as const) expect(handing(uncoordinated, acting, to)).toMatchObject({ changed: [{ memberId: member(to), coordinator: true }], events: [{ data: { from: null, to: member(to) } }] });
  });

  test('is not for others to give, nor for those to take who do not stay', () => {
    expect(handing(partnersIn('partner', 'partner'), 2, 2)).toEqual({ refused: 'not-coordinator' });
    for (const acting of [3, 5, 9]) expect(handing(uncoordinated, acting, 1)).toEqual({ refused: 'not-partner' });
    expect(handing(uncoordinated, 1, 9)).toEqual({ refused: 'not-found' });
    expect(handing(uncoordinated, 1, 3)).toEqual({ refused: 'not-partner' });
    for (const [to, state] of [[4, 'leaving'], [5, 'left']] as const) expect(handing(uncoordinated, 1, to)).toEqual({ refused: 'partner-gone', parameters: { state } });
    for (const state of ['closed', 'abandoned'] as const) expect(handing(partnersIn('partner', 'partner'), 1, 2, state)).toMatchObject({ refused: 'initiative-wrong-state' });
  });
});

test('whatever members do, one coordinates at most, who takes part; places never change; and what happened tells of each change', () => {
  const deeds = fc.tuple(fc.constantFrom('join', 'leave', 'expire', 'hand over'), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.boolean());
  fc.assert(
    fc.property(fc.constantFrom('forming' as const, 'running' as const), fc.array(deeds, { maxLength: 30 }), (state, done) => {
      let partners = partnersIn('partner');
      for (const [deed, acting, other, atOnce] of done) {
        const before = partners;
        let told = 0;
        if (deed === 'join') {
          const joined = join(garden(state), partners, joining(acting), now);
          if (isRefusal(joined)) continue;
          partners = joined.before ? after(partners, [joined.partner]) : [...partners, joined.partner];
          told = joined.events.length;
        } else {
          const [events, changed] = changesOf(deed, state, partners, acting, other, atOnce);
          partners = after(partners, changed);
          told = events;
        }
        expect(partners.map(({ place }) => place)).toEqual(partners.map((_, index) => index + 1));
        expect(partners.filter(({ coordinator }) => coordinator).length).toBeLessThanOrEqual(1);
        for (const { coordinator, ...partner } of partners) expect(!coordinator || isActing(partner)).toBe(true);
        for (const { state: its, leftAt, leavesOn } of partners) expect([leftAt !== null, leavesOn !== null || its === 'left']).toEqual([its === 'left' || its === 'withdrawn', its === 'leaving' || its === 'left']);
        expect(told > 0).toBe(JSON.stringify(before) !== JSON.stringify(partners));
      }
    }),
  );
});

function changesOf(deed: string, state: 'forming' | 'running', partners: readonly Partner[], acting: number, other: number, atOnce: boolean): [events: number, changed: readonly Partner[]] {
  if (deed === 'expire') {
    const { events, changed } = expire(partners, now, atOnce ? '2026-03-16' : '2026-03-15');
    return [events.length, changed];
  }
  if (deed === 'leave') {
    const left = leaving(state, partners, acting, atOnce ? null : '2026-03-15');
    return isRefusal(left) ? [0, []] : [left.events.length, [left.partner]];
  }
  const handedOver = handOver(garden(state), partners, member(acting), member(other));
  return isRefusal(handedOver) ? [0, []] : [handedOver.events.length, handedOver.changed];
}
