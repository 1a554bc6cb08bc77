import { describe, expect, it } from '@jest/globals';
import type { Choice } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import fc from 'fast-check';
import { type Ballot, cast, type Vote } from './ballot.js';

const now = '2026-03-14T17:00:00.000Z';
const closesAt = '2026-03-14T18:00:00.000Z';
const [anna, bartek, matterId] = [newId(), newId(), newId()];
const vote: Vote = {
  id: matterId, clusterId: newId(), state: 'voting', secret: false, votingClosesAt: closesAt,
  counting: { method: 'majority', majority: 'simple', quorum: { numerator: 1, denominator: 2 }, options: [], places: 1, fewestBallots: 0 },
};
const blank: Ballot = { id: newId(), version: 1, matterId, memberId: anna, choice: null, castBy: null, castAt: null };
const yes: Choice = { vote: 'yes' };
const own = { memberId: anna, represents: true, expectedVersion: 1 };

describe('a ballot', () => {
  it('is cast, and told without the choice', () => {
    const decision = cast(vote, blank, own, yes, now);
    expect(decision).toMatchObject({ state: { id: blank.id, version: 2, choice: yes, castBy: anna, castAt: now }, before: blank });
    expect(decision).toMatchObject({ events: [{ type: 'membership.ballot.cast.v1', data: { memberId: anna, castBy: anna, castAt: now, decidedBy: null } }] });
    expect(JSON.stringify('events' in decision && decision.events)).not.toContain('yes');
  });

  it('can be changed until the end, and says who has cast it', () => {
    const before = { ...blank, version: 4, choice: yes, castBy: anna, castAt: now };
    expect(cast(vote, before, { memberId: bartek, represents: true, expectedVersion: 4 }, { abstain: true }, now)).toMatchObject({ state: { version: 5, memberId: anna, castBy: bartek, choice: { abstain: true } } });
  });

  it.each<[string, Partial<Vote>, Ballot | undefined, Partial<typeof own>, Choice, object]>([
    ['before voting', { state: 'deliberation', votingClosesAt: closesAt, counting: null }, undefined, {}, yes, { refused: 'voting-not-open', parameters: { state: 'deliberation' } }],
    ['after it', { state: 'decided' }, blank, {}, yes, { refused: 'voting-not-open', parameters: { state: 'decided' } }],
    ['in a secret vote', { secret: true }, blank, {}, yes, { refused: 'vote-is-secret' }],
    ['without a seat in it', {}, undefined, {}, yes, { refused: 'not-in-electorate' }],
    ['for a seat of others', {}, blank, { represents: false }, yes, { refused: 'not-represented' }],
    ['that was cast meanwhile', {}, { ...blank, version: 2 }, {}, yes, { refused: 'stale-version' }],
    ['by another method', {}, blank, {}, { approve: [] }, { refused: 'choice-unfit', parameters: { method: 'majority' }, errors: [{ pointer: '/choice', code: 'wrong-method', message: 'this is a choice of another method' }] }],
  ])('is refused %s', (_, more, ballot, who, choice, refusal) => {
    expect(cast({ ...vote, ...more }, ballot, { ...own, ...who }, choice, now)).toEqual(refusal);
  });

  it('says where a choice is wrong', () => {
    const approval: Vote = { ...vote, counting: { ...vote.counting!, method: 'approval', options: ['a'] } };
    expect(cast(approval, blank, own, { approve: ['a', 'z'] }, now)).toMatchObject({ errors: [{ pointer: '/choice/approve/1', code: 'unknown-option' }] });
  });

  it('is cast before the instant at which voting closes, and never at it or later, though nobody has counted yet', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5_000, max: 5_000 }), (ms) => {
        const at = new Date(Date.parse(closesAt) + ms).toISOString();
        expect('refused' in cast(vote, blank, own, yes, at)).toBe(ms >= 0);
      }),
    );
  });
});
