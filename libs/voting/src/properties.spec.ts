import { describe, expect, it } from '@jest/globals';
import { type Choice, Counts, type CountingRules, majorities, votingMethods } from '@klaster/contracts';
import fc from 'fast-check';
import { count } from './count.js';
import { faultOf } from './fault.js';

const keys = ['a', 'b', 'c', 'd', 'e'];
const someKeys = fc.subarray(keys).chain((chosen) => fc.shuffledSubarray(chosen, { minLength: chosen.length }));
/** Some options in groups of one to three. */
const groups = fc.record({ chosen: someKeys, sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 5, maxLength: 5 }) }).map(({ chosen, sizes }) => {
  const left = [...chosen];
  return sizes.map((size) => left.splice(0, size)).filter((group) => group.length > 0);
});
const scores = someKeys.chain((chosen) => fc.tuple(...chosen.map((option) => fc.record({ option: fc.constant(option), score: fc.nat({ max: 10 }) }))));
const choices: Record<CountingRules['method'], fc.Arbitrary<Choice>> = {
  consent: fc.constantFrom<Choice>({ position: 'consent' }, { position: 'stand-aside' }, { position: 'object', reason: 'no' }),
  majority: fc.constantFrom<Choice>({ vote: 'yes' }, { vote: 'no' }),
  approval: fc.record({ approve: someKeys }),
  score: fc.record({ scores }),
  ranked: fc.record({ ranking: groups }),
};

const share = fc.nat({ max: 12 }).chain((numerator) => fc.integer({ min: Math.max(numerator, 1), max: 12 }).map((denominator) => ({ numerator, denominator })));
const rulesOf = (method: CountingRules['method']): fc.Arbitrary<CountingRules> =>
  fc.record({
    method: fc.constant(method),
    majority: fc.constantFrom(...majorities),
    quorum: share,
    options: fc.constant(method === 'consent' || method === 'majority' ? [] : keys),
    places: fc.integer({ min: 1, max: 6 }),
    fewestBallots: fc.constantFrom(0, 3),
  });
const ballotsBy = (method: CountingRules['method']) =>
  fc.array(fc.oneof({ weight: 5, arbitrary: choices[method] }, { weight: 1, arbitrary: fc.constant<Choice>({ abstain: true }) }), { maxLength: 14 });
const votesBy = (method: CountingRules['method']) =>
  fc.record({ rules: rulesOf(method), ballots: ballotsBy(method), absent: fc.nat({ max: 8 }) }).map((vote) => ({ ...vote, electorate: vote.ballots.length + vote.absent }));
const open = (rules: CountingRules): CountingRules => ({ ...rules, quorum: { numerator: 0, denominator: 1 }, fewestBallots: 0 });
const ranksOf = ({ options }: Counts) => Object.fromEntries(options.map(({ option, rank }) => [option, rank]));

describe.each(votingMethods)('%s', (method) => {
  const votes = votesBy(method);

  it('gives counts of the contract’s shape, for ballots that can be cast', () => {
    fc.assert(fc.property(votes, ({ rules, electorate, ballots }) => {
      expect(ballots.flatMap((choice) => faultOf(rules, choice) ?? [])).toEqual([]);
      const counts = count(rules, electorate, ballots);
      expect(Counts.parse(counts)).toEqual(counts);
    }));
  });

  it('does not depend on the order of ballots', () => {
    const shuffled = votes.chain((vote) => fc.record({ vote: fc.constant(vote), order: fc.shuffledSubarray(vote.ballots, { minLength: vote.ballots.length }) }));
    fc.assert(fc.property(shuffled, ({ vote: { rules, electorate, ballots }, order }) => {
      expect(count(rules, electorate, order)).toEqual(count(rules, electorate, ballots));
    }));
  });

  it('does not look at the names and the order of options', () => {
    const renamed = votes.chain((vote) => fc.record({ vote: fc.constant(vote), order: fc.shuffledSubarray(keys, { minLength: keys.length }) }));
    fc.assert(fc.property(renamed, ({ vote: { rules, electorate, ballots }, order }) => {
      const names = new Map(keys.map((key, place) => [key, `x${place}`]));
      const rename = (text: string) => text.replaceAll(/"([a-e])"/g, (_, key: string) => `"${names.get(key)!}"`);
      const before = count(open(rules), electorate, ballots);
      const after = count({ ...open(rules), options: rules.options.length > 0 ? order.map((key) => names.get(key)!) : [] }, electorate, JSON.parse(rename(JSON.stringify(ballots))) as Choice[]);
      expect(after).toMatchObject({ outcome: before.outcome, ground: before.ground });
      expect(ranksOf(after)).toEqual(JSON.parse(rename(JSON.stringify(ranksOf(before)))));
      for (const list of ['winners', 'tied'] as const) expect(after[list].toSorted()).toEqual(before[list].map((key) => names.get(key)!).toSorted());
    }));
  });

  it('is not changed by an abstention, but for turnout', () => {
    fc.assert(fc.property(votes, ({ rules, electorate, ballots }) => {
      const { ballots: cast, abstentions, quorum, ...rest } = count(open(rules), electorate + 1, ballots);
      expect(count(open(rules), electorate + 1, [...ballots, { abstain: true }])).toEqual({ ...rest, quorum, ballots: cast + 1, abstentions: abstentions + 1 });
    }));
  });

  it('adds up', () => {
    fc.assert(fc.property(votes, ({ rules, electorate, ballots }) => {
      const { consent, majority, abstentions, options } = count(open(rules), electorate, ballots);
      const cast = ballots.length - abstentions;
      if (consent) expect(consent.consents + consent.standAsides + consent.objections).toBe(cast);
      if (majority) expect(majority.yes + majority.no).toBe(cast);
      const total = (points: readonly (number | null)[]) => points.reduce<number>((sum, point) => sum + (point ?? 0), 0);
      expect(total(options.map(({ approvals }) => approvals))).toBe(ballots.flatMap((choice) => ('approve' in choice ? choice.approve : [])).length);
      expect(total(options.map(({ score }) => score))).toBe(total(ballots.flatMap((choice) => ('scores' in choice ? choice.scores.map(({ score }) => score) : []))));
    }));
  });

  it('fills the places from the top, and reports equals where it cannot', () => {
    fc.assert(fc.property(votes, ({ rules, electorate, ballots }) => {
      const { options, winners, tied, outcome, ground } = count(open(rules), electorate, ballots);
      if (rules.options.length === 0) return;
      const rank = (key: string) => options.find(({ option }) => option === key)!.rank;
      for (const { option, rank: own } of options) expect(own).toBe(1 + options.filter(({ option: other }) => rank(other) < rank(option)).length);
      expect(winners.length).toBeLessThanOrEqual(rules.places);
      expect(new Set(tied.map(rank)).size).toBe(tied.length > 0 ? 1 : 0);
      expect(tied.length > 0).toBe(winners.length + tied.length > rules.places);
      expect(outcome).toBe(ground === 'places-filled' ? 'adopted' : 'rejected');
      const others = options.filter(({ option }) => !winners.includes(option));
      for (const winner of winners) for (const { option } of others) expect(rank(winner)).toBeLessThan(rank(option));
    }));
  });
});

it('approval: one approval more never makes an option worse', () => {
  const improved = fc.record({ vote: votesBy('approval'), option: fc.constantFrom(...keys), others: someKeys });
  fc.assert(fc.property(improved, ({ vote: { rules, electorate, ballots }, option, others }) => {
    const without = others.filter((other) => other !== option);
    const rank = (approve: string[]) => ranksOf(count(open(rules), electorate + 1, [...ballots, { approve }]))[option]!;
    expect(rank([...without, option])).toBeLessThanOrEqual(rank(without));
  }));
});
