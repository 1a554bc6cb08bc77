import { describe, expect, it } from '@jest/globals';
import { type CharterRules, isRefusal, type Refusal } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import fc from 'fast-check';
import { foundingRules } from '../charters/founding-charter.js';
import {
  deliberate, isOpenToChange, makeStatement, type Matter, mayClose, mayLead, mayOpen, mayVote, type NewMatter, type Opening, openVoting, postpone, replan, withdraw,
} from './matter.js';
import { putOnTable } from './put-on-table.js';
import { daysAfter, hoursAfter } from './time.js';

const now = '2026-03-14T17:00:00.000Z';
const [clusterId, putter, other, concerned] = Array.from({ length: 4 }, newId) as [string, string, string, string];
const rules: CharterRules = { ...foundingRules, deliberationHours: 72, votingHours: 48, hearingDays: 14 };

const said: NewMatter = {
  clusterId, kind: 'resolution', title: 'Ogród', text: 'Zakładamy ogród.', options: [], places: 1, method: 'majority', majority: 'simple', secret: false, about: {}, hearing: null, putBy: putter,
};
const draft = (more: Partial<NewMatter> = {}): Matter => putOnTable(newId(), { ...said, ...more }, now).state;
const exclusion = (): Matter => draft({ kind: 'exclusion', about: { memberId: concerned }, hearing: { memberId: concerned, until: null, statement: null, heardAt: null } });
const accepted = <Answer extends { readonly state: Matter }>(answer: Answer | Refusal): Answer => {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer;
};
const deliberated = (matter = draft(), by: Partial<CharterRules> = {}) => accepted(deliberate(matter, {}, { ...rules, ...by }, now)).state;
const opening = (more: Partial<Opening> = {}): Opening => ({ rules, charterNumber: 2, electorate: 7, tallyKey: null, ...more });
const opened = (matter = deliberated(), at = hoursAfter(now, 72)) => accepted(openVoting(matter, opening(), undefined, at)).state;
const decided = (): Matter => ({ ...opened(), state: 'decided', outcome: 'adopted' });
const withdrawn = () => accepted(withdraw(draft(), putter, 'Nieaktualne', now)).state;

describe('a matter that is put on the table', () => {
  it('is a draft with its first revision, and is told with the hash of its text', () => {
    const { state, revision, events } = putOnTable(newId(), said, now);
    expect(state).toMatchObject({ state: 'draft', revision: 1, putBy: putter, putAt: now, deliberationFrom: null, counting: null });
    expect(revision).toMatchObject({ matterId: state.id, number: 1, title: 'Ogród', text: 'Zakładamy ogród.', revisedBy: putter, takenFrom: null });
    expect(events).toEqual([{ type: 'membership.matter.put.v1', data: expect.objectContaining({ matterId: state.id, textSha256: revision.textSha256 }) }]);
    expect(JSON.stringify(events)).not.toContain('ogród');
  });

  it('is brought forward by the member that put it, or by an animator', () => {
    expect([mayLead(draft(), putter, false), mayLead(draft(), other, true), mayLead(draft(), other, false)]).toEqual([true, true, false]);
  });
});

describe('its deliberation', () => {
  it('lasts as long as the charter wants, and so does the vote that is planned', () => {
    expect(deliberated()).toMatchObject({ state: 'deliberation', deliberationFrom: now, votingOpensAt: hoursAfter(now, 72), votingClosesAt: hoursAfter(now, 120) });
  });

  it('lasts a day where the charter wants nothing and nobody says otherwise; at once where somebody says so', () => {
    const hasty = { deliberationHours: 0, votingHours: 0 };
    expect(deliberated(draft(), hasty)).toMatchObject({ votingOpensAt: hoursAfter(now, 24), votingClosesAt: hoursAfter(now, 48) });
    expect(accepted(deliberate(draft(), { votingOpensAt: now, votingClosesAt: now }, { ...rules, ...hasty }, now)).state).toMatchObject({ votingOpensAt: now, votingClosesAt: now });
  });

  it('is planned in UTC with milliseconds, however the times were written', () => {
    const { state } = accepted(deliberate(draft(), { votingOpensAt: '2026-03-20T10:00:00+01:00' }, rules, now));
    expect(state).toMatchObject({ votingOpensAt: '2026-03-20T09:00:00.000Z', votingClosesAt: '2026-03-22T09:00:00.000Z' });
  });

  it('is not planned shorter than the charter wants', () => {
    const early = hoursAfter(now, 71.99);
    expect(deliberate(draft(), { votingOpensAt: early }, rules, now)).toEqual({ refused: 'too-early', parameters: { from: hoursAfter(now, 72) } });
    expect(deliberate(draft(), { votingClosesAt: hoursAfter(now, 119.9) }, rules, now)).toEqual({ refused: 'too-early', parameters: { from: hoursAfter(now, 120) } });
  });

  it('opens once', () => {
    for (const matter of [deliberated(), opened(), decided(), withdrawn()]) {
      expect(deliberate(matter, {}, rules, now)).toEqual({ refused: 'matter-wrong-state', parameters: { state: matter.state, needed: 'draft' } });
    }
  });

  it('moves the vote where the charter wants more time by now', () => {
    const { state, events } = replan(deliberated(), { ...rules, deliberationHours: 100, votingHours: 60 });
    expect(state).toMatchObject({ votingOpensAt: hoursAfter(now, 100), votingClosesAt: hoursAfter(now, 160) });
    expect(events).toHaveLength(1);
  });
});

describe('the right to be heard', () => {
  it('keeps voting waiting until the statement is made, or the time for it has passed', () => {
    const matter = deliberated(exclusion());
    const until = daysAfter(now, 14);
    expect(matter).toMatchObject({ hearing: { until, heardAt: null }, votingOpensAt: until });
    expect(mayOpen(matter, rules, hoursAfter(now, 72))).toEqual({ refused: 'hearing-open', parameters: { until } });
    expect(mayOpen(matter, rules, until)).toBeUndefined();
    const heard = accepted(makeStatement(matter, concerned, 'Byłem chory.', hoursAfter(now, 1))).state;
    expect(heard.hearing).toEqual({ memberId: concerned, until, statement: 'Byłem chory.', heardAt: hoursAfter(now, 1) });
    expect(mayOpen(heard, rules, hoursAfter(now, 72))).toBeUndefined();
    expect(mayOpen(heard, rules, hoursAfter(now, 71))).toMatchObject({ refused: 'too-early' });
  });

  it('is waited for by the clock too, where the vote was planned earlier', () => {
    const planned = accepted(deliberate(exclusion(), { votingOpensAt: daysAfter(now, 4) }, rules, now)).state;
    expect(planned.votingOpensAt).toBe(daysAfter(now, 4));
    expect(replan(planned, rules).state).toMatchObject({ votingOpensAt: daysAfter(now, 14), votingClosesAt: daysAfter(now, 16) });
  });

  it('is of the member concerned alone, and ends when voting opens', () => {
    const matter = deliberated(exclusion());
    expect(makeStatement(matter, other, 'Za niego', now)).toEqual({ refused: 'not-concerned' });
    expect(makeStatement(deliberated(), concerned, 'Jednak', now)).toEqual({ refused: 'not-concerned' });
    expect(makeStatement(opened(matter, daysAfter(now, 15)), concerned, 'Za późno', now)).toMatchObject({ refused: 'matter-wrong-state' });
  });

  it('is told without what was said', () => {
    const { events } = accepted(makeStatement(exclusion(), concerned, 'Byłem w szpitalu.', now));
    expect(JSON.stringify(events)).not.toContain('szpitalu');
  });

  it('stands where voting could not open, and its time begins anew', () => {
    const heard = accepted(makeStatement(deliberated(exclusion()), concerned, 'Tak.', now)).state;
    expect(postpone(heard, 'nobody-may-vote').state.hearing).toEqual({ memberId: concerned, until: null, statement: 'Tak.', heardAt: now });
  });
});

describe('voting', () => {
  it('does not open before deliberation has lasted, nor in another state', () => {
    expect(mayOpen(deliberated(), rules, hoursAfter(now, 71.99))).toEqual({ refused: 'too-early', parameters: { from: hoursAfter(now, 72) } });
    expect(mayOpen(deliberated(), rules, hoursAfter(now, 72))).toBeUndefined();
    for (const matter of [draft(), opened(), decided(), withdrawn()]) expect(mayOpen(matter, rules, hoursAfter(now, 100))).toMatchObject({ refused: 'matter-wrong-state' });
  });

  it('needs somebody who votes, and three where it is secret', () => {
    expect([0, 1].map((voters) => mayVote(draft(), voters)?.refused)).toEqual(['nobody-may-vote', undefined]);
    expect([0, 2, 3].map((voters) => mayVote(draft({ secret: true }), voters)?.refused)).toEqual(['nobody-may-vote', 'secret-needs-three', undefined]);
  });

  it('freezes rules, charter, electorate and text, and tells them', () => {
    const options = [{ key: 'a', text: 'A' }, { key: 'b', text: 'B' }];
    const matter = deliberated(draft({ method: 'ranked', options, places: 2, secret: true }));
    const at = hoursAfter(now, 73);
    const { state, events } = accepted(openVoting(matter, opening({ tallyKey: 'klucz' }), undefined, at));
    const counting = { method: 'ranked', majority: 'simple', quorum: rules.quorum, options: ['a', 'b'], places: 2, fewestBallots: 3 };
    expect(state).toMatchObject({ state: 'voting', votingOpenedAt: at, charterNumber: 2, electorate: 7, tallyKey: 'klucz', counting });
    expect(events).toMatchObject([{ type: 'membership.voting.opened.v1', data: { revision: 1, rules: counting, electorate: 7, charterNumber: 2, votingClosesAt: state.votingClosesAt } }]);
  });

  it('closes as planned, but lasts as long as the charter wants from when it really opened', () => {
    expect(opened(deliberated(), hoursAfter(now, 72)).votingClosesAt).toBe(hoursAfter(now, 120));
    expect(opened(deliberated(), hoursAfter(now, 400)).votingClosesAt).toBe(hoursAfter(now, 448));
    expect(openVoting(deliberated(), opening(), hoursAfter(now, 119), hoursAfter(now, 72))).toEqual({ refused: 'too-early', parameters: { from: hoursAfter(now, 120) } });
    expect(accepted(openVoting(deliberated(), opening(), hoursAfter(now, 200), hoursAfter(now, 72))).state.votingClosesAt).toBe(hoursAfter(now, 200));
  });

  it('is closed by hand when it has lasted as long as the charter wants', () => {
    const matter = opened();
    expect(mayClose(matter, 48, hoursAfter(now, 119.9))).toEqual({ refused: 'too-early', parameters: { from: hoursAfter(now, 120) } });
    expect(mayClose(matter, 48, hoursAfter(now, 120))).toBeUndefined();
    for (const wrong of [draft(), deliberated(), decided(), withdrawn()]) expect(mayClose(wrong, 0, daysAfter(now, 99))).toMatchObject({ refused: 'matter-wrong-state' });
  });

  it('that cannot open leaves a draft, and says why', () => {
    const { state, events } = postpone(deliberated(), 'secret-needs-three');
    expect(state).toMatchObject({ state: 'draft', deliberationFrom: null, votingOpensAt: null, votingClosesAt: null });
    expect(events).toMatchObject([{ type: 'membership.voting.postponed.v1', data: { problem: 'secret-needs-three' } }]);
    expect(isRefusal(deliberate(state, {}, rules, now))).toBe(false);
  });
});

describe('a withdrawal', () => {
  it('is up to the member that put the matter, until voting opens', () => {
    expect(withdrawn()).toMatchObject({ state: 'withdrawn', withdrawalReason: 'Nieaktualne', withdrawnAt: now });
    expect(isRefusal(withdraw(deliberated(), putter, 'Nie', now))).toBe(false);
    expect(withdraw(draft(), other, 'Nie', now)).toEqual({ refused: 'not-for-you-to-do' });
    for (const matter of [opened(), decided(), withdrawn()]) expect(withdraw(matter, putter, 'Nie', now)).toMatchObject({ refused: 'matter-wrong-state' });
  });
});

describe('whatever the charter says and whoever plans', () => {
  const hours = fc.integer({ min: 0, max: 500 });
  const charters = fc.record({ deliberationHours: hours, votingHours: hours, hearingDays: fc.integer({ min: 0, max: 30 }) });
  const planned = fc.option(hours, { nil: undefined });
  const at = (given: number | undefined) => (given === undefined ? undefined : hoursAfter(now, given));

  it('deliberation and voting never last shorter than it wants, and a hearing is never cut', () => {
    fc.assert(
      fc.property(charters, planned, planned, hours, fc.boolean(), (charter, opensIn, closesIn, laterHours, heard) => {
        const matter = deliberate(exclusion(), { votingOpensAt: at(opensIn), votingClosesAt: at(closesIn) }, charter, now);
        if (isRefusal(matter)) return expect(matter.refused).toBe('too-early');
        const said = heard ? accepted(makeStatement(matter.state, concerned, 'Tak.', now)).state : matter.state;
        const openedAt = hoursAfter(now, laterHours);
        if (mayOpen(said, charter, openedAt)) return;
        expect(openedAt >= hoursAfter(now, charter.deliberationHours)).toBe(true);
        if (!heard) expect(openedAt >= daysAfter(now, charter.hearingDays)).toBe(true);
        const voting = accepted(openVoting(said, opening({ rules: { ...rules, ...charter } }), undefined, openedAt)).state;
        expect(voting.votingClosesAt! >= hoursAfter(openedAt, charter.votingHours)).toBe(true);
        expect(mayClose(voting, charter.votingHours, voting.votingClosesAt!)).toBeUndefined();
        expect(isOpenToChange(voting)).toBe(false);
      }),
    );
  });

  it('a vote that was moved may open when its new time has come, and is planned no shorter', () => {
    fc.assert(
      fc.property(charters, charters, (before, after) => {
        const { state } = replan(deliberated(exclusion(), before), { ...rules, ...after });
        expect(mayOpen(state, after, state.votingOpensAt!)).toBeUndefined();
        expect(state.votingClosesAt! >= hoursAfter(state.votingOpensAt!, after.votingHours)).toBe(true);
      }),
    );
  });
});
