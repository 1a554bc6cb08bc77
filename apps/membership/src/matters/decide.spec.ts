import { describe, expect, it } from '@jest/globals';
import { BallotsPublished, type Choice, type DataOf, MatterDecided } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import fc from 'fast-check';
import { type CastBallot, decide, tellDecision } from './decide.js';
import type { Matter } from './matter.js';
import { putOnTable } from './put-on-table.js';

const now = '2026-03-14T17:00:00.000Z';
const quorum = { numerator: 1, denominator: 2 };

const votedOn = (electorate: number, counting: Partial<NonNullable<Matter['counting']>> = {}): Matter => {
  const { state } = putOnTable(newId(), { clusterId: newId(), kind: 'resolution', title: 'Ogród', text: 'Tak.', options: [], places: 1, method: 'majority', majority: 'simple', secret: false, about: {}, hearing: null, putBy: newId() }, now);
  return { ...state, state: 'voting', electorate, charterNumber: 1, counting: { method: 'majority', majority: 'simple', quorum, options: [], places: 1, fewestBallots: 0, ...counting } };
};
const openBallot = (choice: Choice): CastBallot => ({ memberId: newId(), token: null, choice });
const told = (matter: Matter, ballots: readonly CastBallot[]) => {
  const { state, events: [decided, ...parts] } = tellDecision(decide(matter, ballots, ballots.length, now), 'none', ballots);
  return { state, decided: MatterDecided.data.parse(decided!.data), parts: parts.map(({ data }) => BallotsPublished.data.parse(data)) };
};
const published = (parts: readonly DataOf<typeof BallotsPublished>[]) => parts.flatMap(({ ballots }) => ballots);

describe('a decision', () => {
  it('is what the ballots say by the rules that were frozen', () => {
    const ballots = [openBallot({ vote: 'yes' }), openBallot({ vote: 'yes' }), openBallot({ vote: 'no' })];
    const { state, decided } = told(votedOn(6), ballots);
    expect(state).toMatchObject({ state: 'decided', outcome: 'adopted', turnout: 3, decidedAt: now, effect: 'none', counts: { ballots: 3, electorate: 6 } });
    expect(decided).toMatchObject({ outcome: 'adopted', counts: state.counts, rules: state.counting });
    expect(told(votedOn(7), ballots).state).toMatchObject({ outcome: 'no-quorum' });
  });

  it('is told with the ballots, without the reasons of people', () => {
    const ballots = [openBallot({ position: 'object', reason: 'Sąsiad hałasuje' }), openBallot({ abstain: true })];
    const { parts, state } = told(votedOn(2, { method: 'consent' }), ballots);
    expect(state.outcome).toBe('rejected');
    expect(published(parts).map(({ choice }) => choice)).toEqual([{ position: 'object' }, { abstain: true }]);
  });

  it('of nobody is told without ballots', () => {
    expect(told(votedOn(5), [])).toMatchObject({ state: { outcome: 'no-quorum', turnout: 0 }, parts: [] });
  });

  it('publishes nothing of a secret vote with fewer than three ballots', () => {
    const ballots = ['a', 'b'].map((token) => ({ memberId: null, token, choice: { vote: 'yes' } as const }));
    const { state, parts } = told(votedOn(4, { fewestBallots: 3 }), ballots);
    expect(state).toMatchObject({ outcome: 'no-quorum', counts: { ground: 'too-few-ballots' } });
    expect(parts).toEqual([]);
  });

  it('is never made of a vote that was not opened', () => {
    expect(() => decide({ ...votedOn(3), counting: null }, [], 0, now)).toThrow('never opened');
  });

  it('publishes every ballot once, in order, in numbered parts of at most 500 that fit into a message', () => {
    const long: Choice = { ranking: Array.from({ length: 50 }, () => [newId()]) };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_700 }), fc.boolean(), (size, isLong) => {
        const choice: Choice = isLong ? long : { vote: 'yes' };
        const ballots = Array.from({ length: size }, () => openBallot(choice));
        const counting = isLong ? ({ method: 'ranked', options: long.ranking.flat() } as const) : {};
        const { parts } = told(votedOn(2_000, counting), ballots);
        expect(published(parts)).toEqual(ballots);
        expect(parts.map(({ part }) => part)).toEqual(parts.map((_, index) => index + 1));
        for (const { parts: all, ballots: some } of parts) {
          expect(all).toBe(parts.length);
          expect(some.length).toBeGreaterThan(0);
          expect(some.length).toBeLessThanOrEqual(500);
          expect(JSON.stringify(some).length).toBeLessThan(600_000);
        }
      }),
      { numRuns: 8 },
    );
  });
});
