import { describe, expect, it } from '@jest/globals';
import { type Choice, Counts, type CountingRules } from '@klaster/contracts';
import { count } from './count.js';

const rules = (changes: Partial<CountingRules>): CountingRules => ({ method: 'majority', majority: 'simple', quorum: { numerator: 0, denominator: 1 }, options: [], places: 1, fewestBallots: 0, ...changes });
const times = (times: number, choice: Choice): Choice[] => Array.from({ length: times }, () => choice);
const votes = (yes: number, no: number, abstentions = 0): Choice[] => [...times(yes, { vote: 'yes' }), ...times(no, { vote: 'no' }), ...times(abstentions, { abstain: true })];

describe('a majority', () => {
  const outcome = (majority: CountingRules['majority'], electorate: number, yes: number, no: number, abstentions = 0) => {
    const counts = count(rules({ majority }), electorate, votes(yes, no, abstentions));
    expect(counts.ground).toBe(counts.outcome === 'adopted' ? 'majority-reached' : 'majority-missed');
    return counts.outcome;
  };

  it('simple is more yes than no, whoever abstains', () => {
    expect(outcome('simple', 100, 1, 0, 99)).toBe('adopted');
    expect(outcome('simple', 100, 50, 50)).toBe('rejected');
    expect(outcome('simple', 101, 51, 50)).toBe('adopted');
  });

  it('absolute is more than half of all seats', () => {
    expect(outcome('absolute', 100, 50, 0)).toBe('rejected');
    expect(outcome('absolute', 100, 51, 49)).toBe('adopted');
    expect(outcome('absolute', 101, 50, 0, 51)).toBe('rejected');
    expect(outcome('absolute', 101, 51, 50)).toBe('adopted');
  });

  it('of two thirds is reached by exactly two thirds', () => {
    expect(outcome('two-thirds', 9, 6, 3)).toBe('adopted');
    expect(outcome('two-thirds', 10, 6, 4)).toBe('rejected');
    expect(outcome('two-thirds', 300_000_002, 2, 1, 7)).toBe('adopted');
    expect(outcome('two-thirds', 100, 66, 34)).toBe('rejected');
    expect(outcome('two-thirds', 100, 67, 33)).toBe('adopted');
  });

  it('of all is broken by one no, not by abstentions', () => {
    expect(outcome('unanimity', 10, 9, 0, 1)).toBe('adopted');
    expect(outcome('unanimity', 10, 9, 1)).toBe('rejected');
  });

  it('of nothing is none', () => {
    for (const majority of ['simple', 'absolute', 'two-thirds', 'unanimity'] as const) {
      expect(outcome(majority, 3, 0, 0, 3)).toBe('rejected');
      expect(outcome(majority, 0, 0, 0)).toBe('rejected');
    }
  });

  it('says what it is of', () => {
    expect(count(rules({ majority: 'absolute' }), 7, votes(3, 1, 1)).majority).toEqual({ yes: 3, no: 1, base: 'electorate', baseCount: 7, share: { numerator: 1, denominator: 2 }, comparison: 'more-than' });
    expect(count(rules({ majority: 'two-thirds' }), 7, votes(3, 1, 1)).majority).toEqual({ yes: 3, no: 1, base: 'yes-and-no', baseCount: 4, share: { numerator: 2, denominator: 3 }, comparison: 'at-least' });
  });
});

describe('consent', () => {
  const consent = (consents: number, standAsides: number, objections: number) =>
    count(rules({ method: 'consent' }), 20, [...times(consents, { position: 'consent' }), ...times(standAsides, { position: 'stand-aside' }), ...times(objections, { position: 'object', reason: 'too soon' })]);

  it('is given unless an objection stands', () => {
    expect(consent(1, 9, 0)).toMatchObject({ outcome: 'adopted', ground: 'no-objection', consent: { consents: 1, standAsides: 9, objections: 0 } });
    expect(consent(9, 0, 1)).toMatchObject({ outcome: 'rejected', ground: 'objection-stands' });
    expect(consent(0, 0, 1)).toMatchObject({ outcome: 'rejected', ground: 'objection-stands' });
    expect(consent(0, 9, 0)).toMatchObject({ outcome: 'rejected', ground: 'nobody-consented' });
    expect(consent(0, 0, 0)).toMatchObject({ outcome: 'rejected', ground: 'nobody-consented' });
  });

  it('counts an objection whose reason has been erased since', () => {
    expect(count(rules({ method: 'consent' }), 1, [{ position: 'object' }])).toMatchObject({ ground: 'objection-stands' });
  });
});

describe('approval and score', () => {
  const options = ['a', 'b', 'c', 'd'];
  const approvals = (places: number, ...ballots: string[]) => count(rules({ method: 'approval', options, places }), 20, ballots.map((ballot) => ({ approve: ballot.split('') })));

  it('approval ranks by approvals; equals share a rank in the order of the matter', () => {
    expect(approvals(1, 'ca', 'ba', 'cb', 'c').options).toEqual([
      { option: 'c', approvals: 3, score: null, rank: 1 },
      { option: 'a', approvals: 2, score: null, rank: 2 },
      { option: 'b', approvals: 2, score: null, rank: 2 },
      { option: 'd', approvals: 0, score: null, rank: 4 },
    ]);
  });

  it('gives the places to the best, and to none of the equals that straddle the last', () => {
    const ballots = ['ca', 'ba', 'cb', 'c'];
    expect(approvals(1, ...ballots)).toMatchObject({ outcome: 'adopted', ground: 'places-filled', winners: ['c'], tied: [] });
    expect(approvals(2, ...ballots)).toMatchObject({ outcome: 'rejected', ground: 'tie', winners: ['c'], tied: ['a', 'b'] });
    expect(approvals(3, ...ballots)).toMatchObject({ outcome: 'adopted', ground: 'places-filled', winners: ['c', 'a', 'b'], tied: [] });
  });

  it('gives no place to an option without any support', () => {
    expect(approvals(4, 'ca', 'a')).toMatchObject({ outcome: 'adopted', winners: ['a', 'c'], tied: [] });
    expect(approvals(1, '', '')).toMatchObject({ outcome: 'rejected', ground: 'nobody-chosen', winners: [], tied: [] });
  });

  it('score sums up; an option not named gets 0', () => {
    const ballots: Choice[] = [{ scores: [{ option: 'b', score: 10 }, { option: 'a', score: 0 }] }, { scores: [{ option: 'c', score: 4 }] }, { scores: [{ option: 'c', score: 7 }] }, { abstain: true }];
    const counts = count(rules({ method: 'score', options, places: 3 }), 4, ballots);
    expect(counts.options.map(({ option, score, approvals, rank }) => [option, score, approvals, rank])).toEqual([['c', 11, null, 1], ['b', 10, null, 2], ['a', 0, null, 3], ['d', 0, null, 3]]);
    expect(counts).toMatchObject({ outcome: 'adopted', winners: ['c', 'b'], tied: [], abstentions: 1 });
  });
});

describe('turnout', () => {
  const half = { numerator: 1, denominator: 2 };

  it('reaches a quorum with its share of the electorate, rounded up, abstentions included', () => {
    expect(count(rules({ quorum: half }), 7, votes(1, 0, 3))).toMatchObject({ outcome: 'adopted', quorum: { base: 'electorate', share: half, required: 4, reached: true } });
    expect(count(rules({ quorum: half }), 7, votes(1, 0, 2))).toMatchObject({ outcome: 'no-quorum', ground: 'quorum-missed', quorum: { required: 4, reached: false } });
    expect(count(rules({ quorum: half }), 8, votes(4, 0)).quorum).toMatchObject({ required: 4, reached: true });
    expect(count(rules({ quorum: { numerator: 1, denominator: 3 } }), 300_000_001, []).quorum.required).toBe(100_000_001);
    expect(count(rules({ quorum: { numerator: 1, denominator: 1 } }), 3, votes(2, 0)).outcome).toBe('no-quorum');
    expect(count(rules({}), 3, []).quorum).toMatchObject({ required: 0, reached: true });
  });

  it('that misses the quorum lets nobody win, and tells the counts', () => {
    const counts = count(rules({ method: 'approval', options: ['a', 'b'], quorum: half }), 4, [{ approve: ['b'] }]);
    expect(counts).toMatchObject({ outcome: 'no-quorum', winners: [], tied: [], options: [{ option: 'b', approvals: 1, rank: 1 }, { option: 'a' }] });
    expect(count(rules({ quorum: half }), 4, votes(1, 0)).majority).toMatchObject({ yes: 1, no: 0 });
  });

  it.each([
    { method: 'consent', choice: { position: 'object', reason: 'no' } },
    { method: 'majority', choice: { vote: 'no' } },
    { method: 'approval', choice: { approve: ['a'] } },
    { method: 'score', choice: { scores: [{ option: 'a', score: 3 }] } },
    { method: 'ranked', choice: { ranking: [['a']] } },
  ] as const)('with fewer ballots than may be told apart tells nothing of them: $method', ({ method, choice }) => {
    const secret = rules({ method, options: ['a', 'b'], fewestBallots: 3, quorum: half });
    const nothing = { consent: null, majority: null, options: [], pairwise: null, winners: [], tied: [], abstentions: 0, electorate: 3, ballots: 2, outcome: 'no-quorum', ground: 'too-few-ballots' };
    expect(count(secret, 3, [choice as Choice, { abstain: true }])).toEqual({ ...nothing, quorum: { base: 'electorate', share: half, required: 2, reached: true } });
    expect(count(secret, 9, [choice as Choice, { abstain: true }])).toMatchObject({ ...nothing, electorate: 9, quorum: { reached: false } });
    expect(Counts.parse(count(secret, 3, times(3, choice as Choice))).ballots).toBe(3);
  });
});

describe('what no vote can have is not counted', () => {
  it.each([
    ['more ballots than seats', rules({}), votes(2, 2), '4 ballots of 3 seats'],
    ['a ballot of another method', rules({}), [...votes(1, 0), { approve: ['a'] }], 'ballot 1: wrong-method'],
    ['an option that is not on the list', rules({ method: 'ranked', options: ['a'] }), [{ ranking: [['a'], ['z']] }], 'ballot 0/ranking/1/0: unknown-option'],
    ['an option named twice', rules({ method: 'approval', options: ['a'] }), [{ approve: ['a', 'a'] }], 'ballot 0/approve/1: repeated-option'],
  ] as [string, CountingRules, Choice[], string][])('%s', (_, given, ballots, message) => {
    expect(() => count(given, 3, ballots)).toThrow(new RangeError(message));
  });
});
