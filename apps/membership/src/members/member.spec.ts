import { describe, expect, test } from '@jest/globals';
import { type Decision, isRefusal, type Instant, type Member as MemberView } from '@klaster/contracts';
import fc from 'fast-check';
import { foundingRules } from '../charters/founding-charter.js';
import type { Party } from '../parties/party.js';
import {
  acceptCharter, admitBySilence, admitByTable, askForAdmission, declareReadiness, decline, declineByItself, depart, exclude, hasSeat, leave, mayBeExcluded, type Member, reinstateByTable,
  reinstateItself, retract, suspendByTable, suspendItself, type Terms,
} from './member.js';

const id = (digit: number) => `01930000-0000-7000-8000-00000000000${digit}`;
const [memberId, clusterId, partyId, mandateId, seatId, matterId, otherMatterId, by] = [1, 2, 3, 4, 5, 6, 7, 8].map(id) as [string, string, string, string, string, string, string, string];
const now = '2026-11-23T10:00:00.000Z';
const later = '2026-11-24T10:00:00.000Z';
const party: Party = {
  id: partyId, version: 1, kind: 'group', sphere: 'social', name: 'Koło', municipality: 'Łódź', legalForm: null, register: 'none', activities: [], nip: null, regon: null, krs: null,
  patronPartyId: null, patronConfirmedAt: null, personAccountId: null, createdAt: now,
};
const terms: Terms = { clusterState: 'active', number: 3, sha256: 'a'.repeat(64), rules: foundingRules, seats: null };
const under = (admission: 'open' | 'consent' | 'vote', changes: Partial<Terms> = {}): Terms => ({ ...terms, rules: { ...foundingRules, admission }, ...changes });
const step = { mandateId, charterSha256: undefined, seatId, matterId };

const stateOf = (decision: Decision<Member>): Member => {
  if (isRefusal(decision)) throw new Error(decision.refused);
  return decision.state;
};
const declared = stateOf(declareReadiness(memberId, { id: clusterId, state: 'active' }, party, now));
const admitted = stateOf(askForAdmission(declared, under('open'), step, now));
const waiting = stateOf(askForAdmission(declared, under('consent'), step, now));
const voted = stateOf(askForAdmission(declared, under('vote'), step, now));
const leaving = stateOf(depart(admitted, { noticeDays: 30 }, now));
const steppedBack = stateOf(suspendItself(admitted, 'remont', now));
const suspended = stateOf(suspendByTable(admitted, otherMatterId, 'zaległości', now));
const typesOf = (decision: Decision<Member>) => (isRefusal(decision) ? decision.refused : decision.events.map(({ type }) => type.replace(/^membership\.|\.v1$/g, '')));

test('given a dissolved cluster, when a party declares its readiness, then it is refused', () => {
  expect(declareReadiness(memberId, { id: clusterId, state: 'dissolved' }, party, now)).toEqual({ refused: 'cluster-dissolved' });
});

describe('asking for admission', () => {
  test('given the rule open, when a declared party accepts the charter, then it is admitted at once and has its seat', () => {
    const asked = askForAdmission(declared, under('open'), step, now);
    expect(asked).toMatchObject({ state: { state: 'admitted', seatId, seatSince: now, admittedAt: now, charterNumber: 3 } });
    expect(typesOf(asked)).toEqual(['charter.accepted', 'member.admitted']);
  });

  test('given the rule consent, when it accepts the charter, then others may object for so many days', () => {
    const asked = askForAdmission(declared, under('consent'), step, now);
    expect(asked).toMatchObject({ state: { state: 'declared', seatId: null, objectionsUntil: '2026-12-07T10:00:00.000Z', matterId: null, charterNumber: 3 } });
    expect(typesOf(asked)).toEqual(['charter.accepted', 'admission.opened']);
  });

  test('given the rule vote, when it accepts the charter, then the matter says where it is decided', () => {
    expect(askForAdmission(declared, under('vote'), step, now)).toMatchObject({ state: { state: 'declared', matterId, objectionsUntil: null }, events: [{}, { data: { rule: 'vote', matterId } }] });
  });

  test.each(['consent', 'vote'] as const)('given a cluster that is founded with the rule %s, when the first accepts the charter, then nobody could object and it is admitted', (rule) => {
    expect(askForAdmission(declared, under(rule, { clusterState: 'forming', seats: 0 }), step, now)).toMatchObject({ state: { state: 'admitted' } });
    expect(askForAdmission(declared, under(rule, { clusterState: 'forming', seats: 1 }), step, now)).toMatchObject({ state: { state: 'declared' } });
  });

  test('given another charter than the one read, then the refusal names the one in force', () => {
    expect(askForAdmission(declared, terms, { ...step, charterSha256: 'b'.repeat(64) }, now)).toEqual({ refused: 'charter-other-text', parameters: { number: 3, sha256: terms.sha256 } });
    expect(askForAdmission(declared, terms, { ...step, charterSha256: terms.sha256 }, now)).toMatchObject({ state: { state: 'admitted' } });
  });

  test('given a party that has asked or is admitted, or a dissolved cluster, then it is refused', () => {
    expect(askForAdmission(waiting, under('consent'), step, now)).toEqual({ refused: 'admission-under-way' });
    expect(askForAdmission(voted, under('open'), step, now)).toEqual({ refused: 'admission-under-way' });
    expect(askForAdmission(admitted, under('open'), step, now)).toEqual({ refused: 'already-decided', parameters: { state: 'admitted' } });
    expect(askForAdmission(declared, under('open', { clusterState: 'dissolved' }), step, now)).toEqual({ refused: 'cluster-dissolved' });
  });

  test('given a natural person, when it is admitted, then the event does not name it', () => {
    const person = { ...declared, partyKind: 'person', partyName: 'Łucja' } as const;
    expect(JSON.stringify(askForAdmission(person, under('open'), step, now)).match(/Łucja/g)).toHaveLength(1);
  });
});

describe('deciding on an admission', () => {
  test('given objections are heard, when a seat objects, then it is declined with the reason', () => {
    expect(decline(waiting, under('consent').rules, { by, reason: 'Nie znamy was' }, later)).toMatchObject({ state: { state: 'declined', reason: 'Nie znamy was', endedAt: later }, events: [{ data: { declinedBy: by } }] });
  });

  test('given nobody hears objections, or they come too late, then they are refused', () => {
    expect(decline(declared, under('consent').rules, { by, reason: 'Nie' }, now)).toEqual({ refused: 'not-by-this-rule', parameters: { admission: 'consent' } });
    expect(decline(voted, under('vote').rules, { by, reason: 'Nie' }, now)).toEqual({ refused: 'not-by-this-rule', parameters: { admission: 'vote' } });
    expect(decline(waiting, under('consent').rules, { by, reason: 'Nie' }, waiting.objectionsUntil!)).toMatchObject({ refused: 'not-by-this-rule' });
    expect(decline(admitted, under('consent').rules, { by, reason: 'Nie' }, now)).toMatchObject({ refused: 'already-decided' });
  });

  test('given nobody objected, then it is admitted when the time is over and not before', () => {
    expect(admitBySilence(waiting, seatId, later)).toMatchObject({ refused: 'member-wrong-state' });
    expect(admitBySilence(waiting, seatId, waiting.objectionsUntil!)).toMatchObject({ state: { state: 'admitted', seatId } });
    expect(admitBySilence(voted, seatId, '2036-01-01T00:00:00.000Z')).toMatchObject({ refused: 'member-wrong-state' });
  });

  test('given the vote on it, then that matter alone admits or declines it', () => {
    expect(admitByTable(voted, matterId, seatId, later)).toMatchObject({ state: { state: 'admitted', seatId, matterId } });
    expect(admitByTable(voted, otherMatterId, seatId, later)).toMatchObject({ refused: 'member-wrong-state' });
    expect(declineByItself(voted, 'Stół zagłosował przeciw.', later)).toMatchObject({ state: { state: 'declined', reason: 'Stół zagłosował przeciw.' }, events: [{ data: { matterId, declinedBy: null } }] });
  });

  test.each([['by consent', waiting], ['by vote', voted], ['not asked for', declared]])('given an admission %s, when the party takes its declaration back, then nothing admits it any more', (_, member) => {
    const retracted = stateOf(retract(member, later));
    expect(retracted).toMatchObject({ state: 'retracted', endedAt: later });
    expect(admitByTable(retracted, matterId, seatId, later)).toMatchObject({ refused: 'member-wrong-state' });
    expect(admitBySilence(retracted, seatId, '2036-01-01T00:00:00.000Z')).toMatchObject({ refused: 'member-wrong-state' });
    expect(retract(retracted, later)).toMatchObject({ refused: 'already-decided' });
  });
});

describe('leaving', () => {
  test('given a member, when it announces that it leaves, then it keeps its seat until the notice is over', () => {
    expect(leaving).toMatchObject({ state: 'leaving', seatId, leavesAt: '2026-12-23T10:00:00.000Z' });
    expect(leave(leaving, later)).toMatchObject({ refused: 'member-wrong-state' });
    expect(leave(leaving, leaving.leavesAt!)).toMatchObject({ state: { state: 'left', seatId: null, endedAt: leaving.leavesAt } });
    expect(depart(leaving, { noticeDays: 30 }, later)).toMatchObject({ refused: 'member-wrong-state' });
  });

  test('given no notice period, when it announces that it leaves, then it has left', () => {
    const left = depart(admitted, { noticeDays: 0 }, now);
    expect(left).toMatchObject({ state: { state: 'left', seatId: null, leavesAt: now, endedAt: now } });
    expect(typesOf(left)).toEqual(['member.departing', 'member.left']);
  });

  test('given a suspended member, then it may leave too, and has no seat meanwhile', () => {
    const going = stateOf(depart(suspended, { noticeDays: 30 }, now));
    expect(going).toMatchObject({ state: 'suspended', seatId: null, leavesAt: leaving.leavesAt });
    expect(leave(going, leaving.leavesAt!)).toMatchObject({ state: { state: 'left' } });
    const back = reinstateByTable(going, matterId, seatId, later);
    expect(back).toMatchObject({ state: { state: 'leaving', seatId } });
    expect(typesOf(back)).toEqual(['member.reinstated', 'member.departing']);
  });
});

describe('suspending', () => {
  test('given a member that stepped back, then it takes a new seat when it wants, without a vote', () => {
    expect(steppedBack).toMatchObject({ state: 'suspended', seatId: null, seatSince: null, matterId: null, reason: 'remont' });
    expect(reinstateItself(steppedBack, id(9), later)).toMatchObject({ state: { state: 'admitted', seatId: id(9), seatSince: later, admittedAt: now, reason: null } });
  });

  test('given a member that the table suspended, then the table alone reinstates it', () => {
    expect(suspended).toMatchObject({ state: 'suspended', matterId: otherMatterId, reason: 'zaległości' });
    expect(reinstateItself(suspended, seatId, later)).toEqual({ refused: 'reinstatement-undecided' });
    expect(reinstateByTable(suspended, matterId, seatId, later)).toMatchObject({ state: { state: 'admitted', seatId } });
  });

  test('given a member that stepped back, when the table suspends it, then it cannot come back by itself any more', () => {
    expect(reinstateItself(stateOf(suspendByTable(steppedBack, matterId, 'zaległości', later)), seatId, later)).toEqual({ refused: 'reinstatement-undecided' });
    expect(suspendByTable(suspended, matterId, 'znowu', later)).toMatchObject({ refused: 'member-wrong-state' });
  });

  test('given notice, then it does not protect from what the table decides', () => {
    expect(suspendByTable(leaving, matterId, 'zaległości', later)).toMatchObject({ state: { state: 'suspended', leavesAt: leaving.leavesAt } });
    expect(exclude(leaving, matterId, 'zaległości', later)).toMatchObject({ state: { state: 'excluded', seatId: null } });
    expect(suspendItself(leaving, null, later)).toMatchObject({ refused: 'member-wrong-state' });
  });
});

test('given whoever was admitted and has not gone, then its exclusion can come on the table', () => {
  expect([admitted, leaving, suspended].map(mayBeExcluded)).toEqual([undefined, undefined, undefined]);
  expect([declared, stateOf(retract(declared, now))].map(mayBeExcluded)).toMatchObject([{ refused: 'member-wrong-state' }, { refused: 'member-wrong-state' }]);
});

/* Whatever is tried, in whichever order. */

const final: ReadonlySet<MemberView['state']> = new Set(['declined', 'retracted', 'left', 'excluded']);
type Act = (member: Member, now: Instant) => Decision<Member>;
const acts: Readonly<Record<string, Act>> = {
  askOpen: (member, at) => askForAdmission(member, under('open'), step, at),
  askConsent: (member, at) => askForAdmission(member, under('consent'), step, at),
  askVote: (member, at) => askForAdmission(member, under('vote'), step, at),
  silence: (member, at) => admitBySilence(member, seatId, at),
  table: (member, at) => admitByTable(member, matterId, seatId, at),
  object: (member, at) => decline(member, foundingRules, { by, reason: 'Nie' }, at),
  voteDown: (member, at) => declineByItself(member, 'Nie', at),
  retract,
  depart: (member, at) => depart(member, { noticeDays: 1 }, at),
  departAtOnce: (member, at) => depart(member, { noticeDays: 0 }, at),
  leave: (member, at) => leave(member, at),
  stepBack: (member, at) => suspendItself(member, null, at),
  suspend: (member, at) => suspendByTable(member, matterId, 'Tak', at),
  comeBack: (member, at) => reinstateItself(member, seatId, at),
  reinstate: (member, at) => reinstateByTable(member, matterId, seatId, at),
  exclude: (member, at) => exclude(member, matterId, 'Tak', at),
};
const hours = (from: Instant, count: number) => new Date(Date.parse(from) + count * 3_600_000).toISOString();

describe('whatever is done', () => {
  test('there is a seat exactly for who is admitted or leaving, and no way out of a final state', () => {
    const names = Object.keys(acts);
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...names), fc.integer({ min: 0, max: 500 })), { maxLength: 25 }), (steps) => {
        let member = declared;
        let at = now;
        for (const [name, wait] of steps) {
          at = hours(at, wait);
          const decision = acts[name]!(member, at);
          if (isRefusal(decision)) continue;
          expect(final.has(member.state)).toBe(false);
          expect(decision.events.length).toBeGreaterThan(0);
          member = decision.state;
          reached.add(member.state);
          expect(member.seatId !== null).toBe(member.state === 'admitted' || member.state === 'leaving');
          expect(member.seatSince !== null).toBe(hasSeat(member));
          expect(member.endedAt !== null).toBe(final.has(member.state));
          expect(member.admittedAt === null).toBe(['declared', 'declined', 'retracted'].includes(member.state));
          if (member.state === 'leaving') expect(member.leavesAt).not.toBeNull();
          if (hasSeat(member)) expect(member.charterNumber).toBe(3);
        }
      }),
      { numRuns: 3_000 },
    );
    expect([...reached].toSorted()).toEqual(['admitted', 'declared', 'declined', 'excluded', 'leaving', 'left', 'retracted', 'suspended']);
  });

  test('who was admitted can always leave, and has left when the notice is over', () => {
    const within: readonly Act[] = [acts['depart']!, acts['stepBack']!, acts['suspend']!, acts['comeBack']!, acts['reinstate']!];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...within), { maxLength: 12 }), (steps) => {
        const member = steps.reduce((before, act) => {
          const decision = act(before, now);
          return isRefusal(decision) ? before : decision.state;
        }, admitted);
        const going = member.leavesAt ? member : stateOf(depart(member, { noticeDays: 1 }, now));
        expect(stateOf(leave(going, going.leavesAt!)).state).toBe('left');
      }),
    );
  });
});

test('given a newer charter, when a member accepts it, then it is bound by that', () => {
  expect(acceptCharter(admitted, { number: 4, sha256: 'c'.repeat(64) }, mandateId, later)).toMatchObject({
    state: { charterNumber: 4 },
    events: [{ type: 'membership.charter.accepted.v1', data: { number: 4, sha256: 'c'.repeat(64), mandateId, acceptedAt: later } }],
  });
});
