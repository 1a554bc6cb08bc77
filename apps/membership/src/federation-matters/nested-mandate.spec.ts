import { describe, expect, it } from '@jest/globals';
import { type Choice, type CountingRules, highestScore, isRefusal, type VotingMethod, votingMethods } from '@klaster/contracts';
import { count, faultOf } from '@klaster/voting';
import fc from 'fast-check';
import type { Matter } from '../matters/matter.js';
import { choiceOf } from './nested-mandate.js';

const options = [{ key: 'a', text: 'Las' }, { key: 'b', text: 'Łąka' }, { key: 'c', text: 'Staw' }];
const keys = options.map(({ key }) => key);
const takesOptions = (method: VotingMethod) => !['consent', 'majority'].includes(method);
const optionsOf = (method: VotingMethod) => (takesOptions(method) ? options : []);

const base = {
  version: 3, kind: 'resolution', outcome: null, revision: 1, title: 'Sprawa', text: 'Treść', places: 1, majority: 'simple', secret: false, tallyKey: null, hearing: null, putAt: '2026-05-01T08:00:00.000Z',
  votingOpensAt: null, votingClosesAt: null, charterNumber: null, counting: null, electorate: null, counts: null, turnout: null, effect: null, decidedAt: null, withdrawnAt: null, withdrawalReason: null,
} as const;

const ofFederation = (method: VotingMethod, more: Partial<Matter> = {}): Matter => ({
  ...base, id: 'theirs', clusterId: 'federation', state: 'voting', method, options: optionsOf(method), about: {}, putBy: 'cluster', deliberationFrom: '2026-05-02T08:00:00.000Z', votingOpenedAt: '2026-05-16T08:00:00.000Z', ...more,
});

const rulesOf = (method: VotingMethod): CountingRules => ({
  method, majority: 'simple', quorum: { numerator: 1, denominator: 2 }, options: optionsOf(method).map(({ key }) => key), places: 1, fewestBallots: 0,
});

/** The own table of ten seats, which has voted so. */
const decided = (method: VotingMethod, ballots: readonly Choice[], more: Partial<Matter> = {}): Matter => {
  const counts = count(rulesOf(method), 10, ballots);
  return {
    ...base, id: 'ours', clusterId: 'cluster', state: 'decided', outcome: counts.outcome, counts, method, options: optionsOf(method), about: { federationMatterId: 'theirs' }, putBy: 'member',
    deliberationFrom: '2026-05-03T08:00:00.000Z', votingOpenedAt: '2026-05-06T08:00:00.000Z', decidedAt: '2026-05-09T08:00:00.000Z', ...more,
  };
};

const times = (number: number, choice: Choice) => Array.from({ length: number }, () => choice);
const abstains: Choice = { abstain: true };
const follows = (method: VotingMethod, ballots: readonly Choice[]) => choiceOf(ofFederation(method), { matter: decided(method, ballots), isLatest: true });

describe('a cluster votes as its table has decided', () => {
  it('by consent', () => {
    expect(follows('consent', times(6, { position: 'consent' }))).toEqual({ position: 'consent' });
    expect(follows('consent', [...times(6, { position: 'consent' }), { position: 'object', reason: 'Hałas' }])).toEqual({ position: 'object', reason: 'Uchwała klastra / resolution of the cluster: ours' });
  });

  it('by majority', () => {
    expect(follows('majority', [...times(4, { vote: 'yes' }), ...times(3, { vote: 'no' })])).toEqual({ vote: 'yes' });
    expect(follows('majority', [...times(3, { vote: 'yes' }), ...times(3, { vote: 'no' })])).toEqual({ vote: 'no' });
  });

  it('by approval: what won for certain, and nothing of what was left equal', () => {
    expect(follows('approval', [...times(4, { approve: ['b', 'c'] }), ...times(2, { approve: ['b'] })])).toEqual({ approve: ['b'] });
    expect(follows('approval', [...times(3, { approve: ['b'] }), ...times(3, { approve: ['c'] })])).toEqual({ approve: [] });
  });

  it('by score: in tenths of the best sum', () => {
    const score = (a: number, b: number, c: number): Choice => ({ scores: [{ option: 'a', score: a }, { option: 'b', score: b }, { option: 'c', score: c }] });
    // Sums of 6, 18 and 17: the averages 1, 3 and 2.8 would be a tie.
    expect(follows('score', [...times(5, score(1, 3, 3)), score(1, 3, 2)])).toEqual({ scores: [{ option: 'b', score: 10 }, { option: 'c', score: 9 }, { option: 'a', score: 3 }] });
    expect(follows('score', times(5, score(0, 0, 0)))).toEqual({ scores: keys.map((option) => ({ option, score: 0 })) });
  });

  it('by ranking: with its ties', () => {
    expect(follows('ranked', [...times(3, { ranking: [['b'], ['a'], ['c']] }), ...times(3, { ranking: [['b'], ['c'], ['a']] })])).toEqual({ ranking: [['b'], ['a', 'c']] });
  });

  it.each(votingMethods)('abstains where all abstained (%s)', (method) => {
    expect(follows(method, times(6, abstains))).toEqual({ abstain: true });
  });
});

describe('no mandate of a cluster', () => {
  const ballots = times(6, { approve: ['b'] });
  const mandate = (more: Partial<Matter>, theirs: Partial<Matter> = {}, isLatest = true) => choiceOf(ofFederation('approval', theirs), { matter: decided('approval', ballots, more), isLatest });
  const unfit = { refused: 'cluster-mandate-unfit' };

  it('is unfit where it is one', () => {
    expect(mandate({})).toEqual({ approve: ['b'] });
    expect(mandate({ options: options.toReversed() })).toEqual({ approve: ['b'] });
    expect(mandate({ votingOpenedAt: '2026-05-02T08:00:00.000Z' })).toEqual({ approve: ['b'] });
  });

  it.each<[string, Partial<Matter>]>([
    ['of another matter', { about: { federationMatterId: 'others' } }],
    ['of none', { about: {} }],
    ['that is advice', { kind: 'advice' }],
    ['that is still voted on', { state: 'voting', outcome: null, counts: null }],
    ['without quorum', { outcome: 'no-quorum' }],
    ['by another method', { method: 'score' }],
    ['between fewer options', { options: options.slice(1) }],
    ['between more options', { options: [...options, { key: 'd', text: 'Sad' }] }],
    ['between options that mean something else', { options: options.map(({ key }, place) => ({ key, text: options.at(place - 1)!.text })) }],
    ['voted on before the matter came into deliberation', { votingOpenedAt: '2026-05-02T07:59:59.999Z' }],
  ])('is a decision %s', (_, more) => {
    expect(mandate(more)).toEqual(unfit);
  });

  it('is a decision that was overtaken, none at all, or one of a matter that is not deliberated', () => {
    expect(mandate({}, {}, false)).toEqual(unfit);
    expect(choiceOf(ofFederation('approval'), undefined)).toEqual(unfit);
    expect(mandate({}, { deliberationFrom: null })).toEqual(unfit);
  });
});

const key = fc.constantFrom(...keys);
const some = fc.uniqueArray(key);
const choices: Record<VotingMethod, fc.Arbitrary<Choice>> = {
  consent: fc.constantFrom<Choice>({ position: 'consent' }, { position: 'stand-aside' }, { position: 'object', reason: 'Nie' }),
  majority: fc.constantFrom<Choice>({ vote: 'yes' }, { vote: 'no' }),
  approval: some.map((approve) => ({ approve })),
  score: some.chain((named) => fc.tuple(...named.map((option) => fc.record({ option: fc.constant(option), score: fc.integer({ min: 0, max: highestScore }) }))).map((scores) => ({ scores }))),
  ranked: some.map((named) => ({ ranking: named.map((option) => [option]) })),
};

describe.each(votingMethods)('whatever a table decides by %s', (method) => {
  const ballots = fc.array(fc.oneof(choices[method], fc.constant(abstains)), { minLength: 5, maxLength: 10 });

  it('the choice fits the vote, and puts nothing before what the table preferred', () => {
    fc.assert(
      fc.property(ballots, (cast) => {
        const choice = follows(method, cast);
        if (isRefusal(choice)) throw new Error('refused');
        expect(faultOf(rulesOf(method), choice)).toBeUndefined();
        if ('abstain' in choice) return;
        // The cluster's ballot, counted alone.
        const { options: own } = count(rulesOf(method), 10, cast);
        const { options: theirs } = count({ ...rulesOf(method), quorum: { numerator: 0, denominator: 1 } }, 1, [choice]);
        const [ranks, ours] = [new Map(theirs.map(({ option, rank }) => [option, rank])), own.map(({ option, rank }) => ({ option, rank }))];
        for (const one of ours) for (const other of ours) if (one.rank < other.rank) expect(ranks.get(one.option)!).toBeLessThanOrEqual(ranks.get(other.option)!);
        if ('scores' in choice && choice.scores.some(({ score }) => score > 0)) {
          const best = ours.filter(({ rank }) => rank === 1).map(({ option }) => option);
          expect(choice.scores.flatMap(({ option, score }) => (score === highestScore ? [option] : [])).toSorted()).toEqual(best.toSorted());
        }
      }),
    );
  });
});
