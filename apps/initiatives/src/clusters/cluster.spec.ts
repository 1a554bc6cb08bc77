import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import { bringIdea, type Initiative } from '../initiatives/initiative.js';
import type { Partner } from '../partners/partner.js';
import { type Cluster, decide, invite, leaveEmpty, leaveTogether } from './cluster.js';

const [home, guest, third] = ['c1', 'c2', 'c3'].map((digits) => `01930000-0000-7000-8000-0000000000${digits}`) as [string, string, string];
const member = (digit: number) => `01930000-0000-7000-8000-00000000a00${digit}`;
const matterId = '01930000-0000-7000-8000-00000000b001';
const now = '2026-11-23T10:00:00.000Z';
const brought = bringIdea('01930000-0000-7000-8000-000000000001', { clusterId: home, title: 'Ogród', summary: 'Wspólny', novelty: 'Sąsiedzi' }, { memberId: member(1), name: null }, now);
const initiative = (state: Initiative['state'] = 'forming'): Initiative => ({ ...brought.state, state });
const partner = (digit: number, homeClusterId: string, state: Partner['state'] = 'partner'): Partner => ({ ...brought.partner, memberId: member(digit), place: digit, coordinator: false, homeClusterId, state });
const names = new Map([[home, 'Dom'], [guest, 'Gość'], [third, null]]);
const partners = [brought.partner];

const asked = (clusters: readonly Cluster[] = [], id = guest): { asked: readonly Cluster[]; invited: Cluster } => {
  const decision = invite(initiative(), partners, clusters, id, names, member(1), now);
  if (isRefusal(decision)) throw new Error(decision.refused);
  return decision;
};
const cluster = (state: Cluster['state'], id = guest): Cluster => ({ ...asked().invited, invitedClusterId: id, state, decidedAt: now });

describe('an invitation', () => {
  test('of the first cluster asks the home as well, and of the next ones nobody else', () => {
    const first = asked();
    expect(first.asked).toMatchObject([{ invitedClusterId: home, name: 'Dom', state: 'invited' }, { invitedClusterId: guest, name: 'Gość', initiativeTitle: 'Ogród', invitedBy: member(1), invitedAt: now }]);
    expect(invite(initiative(), partners, first.asked, third, names, member(1), now)).toMatchObject({
      asked: [{ invitedClusterId: third, name: null }], events: [{ type: 'initiatives.cluster.invited.v1', data: { clusterId: home, invitedClusterId: third } }],
    });
  });

  test.each(['declined', 'left'] as const)('of one that has %s asks it again', (state) => {
    expect(asked([...asked().asked.slice(0, 1), { ...cluster(state), matterId, leftAt: now }]).asked).toEqual([{ ...asked().invited }]);
  });

  test('is refused to who is no partner, at the wrong time, of an unknown cluster, of the home, and while one is open', () => {
    const refused = (state: Initiative['state'], clusters: readonly Cluster[], id: string, by = member(1)) => invite(initiative(state), partners, clusters, id, names, by, now);
    expect(refused('forming', [], guest, member(2))).toMatchObject({ refused: 'not-partner' });
    for (const state of ['idea', 'closing', 'closed', 'abandoned'] as const) expect(refused(state, [], guest)).toMatchObject({ refused: 'initiative-wrong-state' });
    expect(refused('running', [], member(9))).toEqual({ refused: 'unknown-cluster' });
    expect(refused('forming', [], home)).toEqual({ refused: 'cluster-invited-already', parameters: { state: 'accepted' } });
    expect(refused('forming', asked().asked, home)).toEqual({ refused: 'cluster-invited-already', parameters: { state: 'invited' } });
    for (const state of ['invited', 'accepted', 'leaving'] as const) expect(refused('running', [cluster(state)], guest)).toEqual({ refused: 'cluster-invited-already', parameters: { state } });
  });
});

describe('a decision of a table', () => {
  const acceptance = (isAdopted: boolean) => ({ effect: 'initiative-acceptance', isAdopted, matterId, decidedAt: now }) as const;
  const departure = (isAdopted: boolean) => ({ effect: 'initiative-departure', isAdopted, matterId, decidedAt: now }) as const;
  const after = (of: Cluster, decision: Parameters<typeof decide>[2], state: Initiative['state'] = 'running') => decide(initiative(state), of, decision)?.cluster.state;

  test.each([
    ['invited', 'accepted', 'declined', 'declined', undefined],
    ['accepted', undefined, undefined, 'leaving', undefined],
    ['declined', undefined, undefined, undefined, undefined],
    ['leaving', undefined, undefined, undefined, undefined],
    ['left', undefined, undefined, undefined, undefined],
  ] as const)('of one that is %s: accepting adopted %s, not adopted %s; leaving adopted %s, not adopted %s', (state, ...expected) => {
    expect([acceptance(true), acceptance(false), departure(true), departure(false)].map((decision) => after(cluster(state), decision))).toEqual(expected);
  });

  test('of the home: it accepts, and otherwise stays asked', () => {
    const decisions = [acceptance(true), acceptance(false), departure(true), departure(false)];
    expect(decisions.map((decision) => after(cluster('invited', home), decision))).toEqual(['accepted', undefined, undefined, undefined]);
    expect(decisions.map((decision) => after(cluster('accepted', home), decision))).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('names its matter, and changes nothing of what is over', () => {
    expect(decide(initiative(), cluster('invited'), acceptance(true))).toMatchObject({ cluster: { matterId, decidedAt: now }, event: { data: { clusterId: home, invitedClusterId: guest, how: 'accepted', state: 'forming', matterId } } });
    for (const state of ['closed', 'abandoned'] as const) expect([after(cluster('invited'), acceptance(true), state), after(cluster('accepted'), departure(true), state)]).toEqual([undefined, undefined]);
  });
});

describe('a cluster that leaves', () => {
  const all = [brought.partner, partner(2, guest), partner(3, guest, 'candidate'), partner(4, guest, 'left'), partner(5, third), partner(6, guest, 'leaving')];
  const statesAfter = (state: Initiative['state'], leavesOn: string | null) => leaveTogether(initiative(state), all, guest, leavesOn, now).changed.map(({ memberId, ...changed }) => [memberId, changed.state, changed.leavesOn]);

  test('takes its partners with it, with their notice where one binds them, and its candidates at once', () => {
    expect(statesAfter('running', '2026-12-23')).toEqual([[member(2), 'leaving', '2026-12-23'], [member(3), 'withdrawn', null]]);
    expect(statesAfter('running', null)).toEqual([[member(2), 'left', null], [member(3), 'withdrawn', null]]);
    expect(statesAfter('forming', '2026-12-23')).toEqual([[member(2), 'left', null], [member(3), 'withdrawn', null]]);
  });

  test('has left with its last partner', () => {
    const leaving = [cluster('leaving'), cluster('accepted', third), cluster('accepted', home)];
    expect(leaveEmpty(leaving, all, now)).toEqual({ clusters: [], events: [] });
    expect(leaveEmpty(leaving, [brought.partner, partner(3, guest, 'left')], now)).toMatchObject({ clusters: [{ invitedClusterId: guest, state: 'left', leftAt: now }], events: [{ data: { invitedClusterId: guest, leftAt: now } }] });
  });
});
