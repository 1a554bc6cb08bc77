import { describe, expect, it } from '@jest/globals';
import type { Choice, CountingRules } from '@klaster/contracts';
import fc from 'fast-check';
import { count } from './count.js';
import { strongestPaths } from './ranked.js';

/** `5 acbed`: five ballots that rank a first, then c; letters in brackets are equals, letters left out come last. */
const ballotsOf = (...lines: string[]): Choice[] =>
  lines.flatMap((line) => {
    const [votes, order] = line.split(' ') as [string, string];
    const ranking = order.match(/\(\w+\)|\w/g)!.map((group) => group.replace(/[()]/g, '').split(''));
    return Array.from({ length: Number(votes) }, () => ({ ranking }));
  });
const rules: CountingRules = { method: 'ranked', majority: 'simple', quorum: { numerator: 0, denominator: 1 }, options: [], places: 1, fewestBallots: 0 };
const countRanked = (options: string, ballots: readonly Choice[], places = 1) => count({ ...rules, options: options.split(''), places }, ballots.length, ballots);
const ranksOf = (counts: ReturnType<typeof count>) => counts.options.map(({ option, rank }) => `${option}${rank}`).join(' ');

/** Examples of Schulze's paper (section 3 and its later versions). */
const examples = [
  {
    name: 'of 21 voters',
    ballots: ['8 acdb', '2 badc', '4 cdba', '4 dbac', '3 dcba'],
    preferred: [[0, 8, 14, 10], [13, 0, 6, 2], [7, 15, 0, 12], [11, 19, 9, 0]],
    paths: [[0, 14, 14, 12], [13, 0, 13, 12], [13, 15, 0, 12], [13, 19, 13, 0]],
    ranks: 'd1 a2 c3 b4',
  },
  {
    name: 'of 30 voters',
    ballots: ['3 acdb', '9 bacd', '8 cdab', '5 dabc', '5 dbca'],
    paths: [[0, 17, 17, 17], [18, 0, 19, 19], [18, 20, 0, 20], [18, 21, 19, 0]],
    ranks: 'c1 d2 b3 a4',
  },
  {
    name: 'of 45 voters',
    ballots: ['5 acbed', '5 adecb', '8 bedac', '3 cabed', '7 caebd', '2 cbade', '7 dceba', '8 ebadc'],
    preferred: [[0, 20, 26, 30, 22], [25, 0, 16, 33, 18], [19, 29, 0, 17, 24], [15, 12, 28, 0, 14], [23, 27, 21, 31, 0]],
    paths: [[0, 28, 28, 30, 24], [25, 0, 28, 33, 24], [25, 29, 0, 29, 24], [25, 28, 28, 0, 24], [25, 28, 28, 31, 0]],
    ranks: 'e1 a2 c3 b4 d5',
  },
  {
    name: 'of 9 voters, with two potential winners',
    ballots: ['3 abcd', '2 dabc', '2 dbca', '2 cbda'],
    paths: [[0, 5, 5, 5], [5, 0, 7, 5], [5, 5, 0, 5], [6, 5, 5, 0]],
    ranks: 'b1 d1 a3 c3',
  },
  {
    name: 'of 63 voters',
    ballots: ['12 abcd', '6 adbc', '9 bcda', '15 cdab', '21 dbac'],
    paths: [[0, 36, 39, 36], [36, 0, 48, 36], [36, 36, 0, 36], [45, 42, 42, 0]],
    ranks: 'd1 a2 b2 c4',
  },
  {
    name: 'of 23 voters, where an option has no order with another below it',
    ballots: ['8 acdb', '2 bcda', '3 bdac', '5 cbda', '1 cdba', '3 dabc', '1 dbac'],
    paths: [[0, 14, 15, 15], [12, 0, 12, 12], [15, 14, 0, 16], [15, 14, 15, 0]],
    ranks: 'a1 c1 d3 b4',
  },
  {
    name: 'with equals and options left out, where winning votes decide otherwise than margins and ratios',
    ballots: ['6 abcd', '8 (ab)', '8 (ac)', '18 (ac)d', '8 (acd)', '40 b', '4 cbd', '9 cda', '8 (cd)', '14 dab', '11 dbc', '4 dca'],
    paths: [[0, 67, 67, 45], [45, 0, 79, 45], [45, 45, 0, 45], [50, 72, 72, 0]],
    ranks: 'd1 a2 b3 c4',
  },
] as const;

describe('the examples of the paper', () => {
  it.each(examples)('$name', ({ ballots, paths, ranks, ...rest }) => {
    const counts = countRanked('abcde'.slice(0, paths.length), ballotsOf(...ballots));
    if ('preferred' in rest) expect(counts.pairwise?.preferred).toEqual(rest.preferred);
    expect(counts.pairwise?.strongestPaths).toEqual(paths);
    expect(ranksOf(counts)).toBe(ranks);
  });

  it('of six options, where two more ballots that rank a first and d last make d the winner instead of a', () => {
    const ballots = ballotsOf('3 adebcf', '3 bfecda', '4 cabfde', '1 dbcefa', '4 defabc', '2 ecbdfa', '2 facdbe');
    expect(countRanked('abcdef', ballots).winners).toEqual(['a']);
    expect(countRanked('abcdef', [...ballots, ...ballotsOf('2 aefcbd')]).winners).toEqual(['d']);
  });
});

describe('places', () => {
  const nine = ballotsOf(...examples[3].ballots);

  it('go down the ranking', () => {
    const counts = countRanked('abcde', ballotsOf(...examples[2].ballots), 3);
    expect(counts).toMatchObject({ outcome: 'adopted', ground: 'places-filled', winners: ['e', 'a', 'c'], tied: [] });
  });

  it('are given to equals together, or to none of them', () => {
    expect(countRanked('abcd', nine, 1)).toMatchObject({ outcome: 'rejected', ground: 'tie', winners: [], tied: ['b', 'd'] });
    expect(countRanked('abcd', nine, 2)).toMatchObject({ outcome: 'adopted', winners: ['b', 'd'], tied: [] });
    expect(countRanked('abcd', nine, 3)).toMatchObject({ outcome: 'rejected', ground: 'tie', winners: ['b', 'd'], tied: ['a', 'c'] });
  });

  it('are not given to options that nobody ranks', () => {
    expect(countRanked('abc', ballotsOf('2 a', '1 b'), 3)).toMatchObject({ outcome: 'adopted', winners: ['a', 'b'], tied: [] });
    expect(countRanked('abc', [{ ranking: [] }, { abstain: true }])).toMatchObject({ outcome: 'rejected', ground: 'nobody-chosen', winners: [], tied: [] });
  });
});

describe('properties', () => {
  const options = ['a', 'b', 'c', 'd', 'e'];
  const places = options.map((_, place) => place);
  const pairs = places.flatMap((a) => places.filter((b) => b !== a).map((b) => [a, b] as const));
  /** A level for each option, best 0: a ballot that names them all. */
  const levels = fc.tuple(...options.map(() => fc.nat({ max: 4 })));
  const rankingOf = (level: readonly number[]): Choice => ({ ranking: places.map((depth) => options.filter((_, option) => level[option] === depth)).filter((group) => group.length > 0) });
  const electorates = fc.array(levels, { maxLength: 12 });
  const countLevels = (ballots: readonly (readonly number[])[]) => countRanked('abcde', ballots.map(rankingOf));
  const pathsOf = (ballots: readonly (readonly number[])[]) => countLevels(ballots).pairwise!.strongestPaths;

  it('the strongest paths are those found by trying every path', () => {
    const walk = (preferred: readonly (readonly number[])[], from: number, to: number, left: readonly number[]): number => {
      const link = (a: number, b: number) => (preferred[a]![b]! > preferred[b]![a]! ? preferred[a]![b]! : 0);
      const around = left.map((via) => Math.min(link(from, via), walk(preferred, via, to, left.filter((other) => other !== via))));
      return Math.max(link(from, to), ...around);
    };
    const matrices = fc.array(fc.array(fc.nat({ max: 9 }), { minLength: 5, maxLength: 5 }), { minLength: 5, maxLength: 5 });
    fc.assert(fc.property(matrices, (preferred) => {
      const paths = strongestPaths(preferred);
      for (const [a, b] of pairs) expect(paths[a]![b]).toBe(walk(preferred, a, b, places.filter((other) => other !== a && other !== b)));
    }));
  });

  it('an option that beats every other comes first, alone', () => {
    const hasWinner = fc.record({ ballots: electorates, winner: fc.constantFrom(...places) });
    fc.assert(fc.property(hasWinner, ({ ballots, winner }) => {
      // As many ballots again, and one more, put it before all others.
      const first = places.map((option) => (option === winner ? 0 : 1));
      const { options: [best, next] } = countLevels([...ballots, first, ...ballots.map(() => first)]);
      expect([best, next?.rank]).toMatchObject([{ option: options[winner], rank: 1 }, 2]);
    }));
    fc.assert(fc.property(electorates, (ballots) => {
      const { pairwise, options: ranked } = countLevels(ballots);
      const condorcet = places.find((a) => pairs.every(([from, to]) => from !== a || pairwise!.preferred[a]![to]! > pairwise!.preferred[to]![a]!));
      if (condorcet !== undefined) expect(ranked.filter(({ rank }) => rank === 1).map(({ option }) => option)).toEqual([options[condorcet]]);
    }));
  });

  it('better is transitive, and nobody stands above an option that is better', () => {
    fc.assert(fc.property(electorates, (ballots) => {
      const { pairwise, options: ranked } = countLevels(ballots);
      const paths = pairwise!.strongestPaths;
      const better = (a: number, b: number) => paths[a]![b]! > paths[b]![a]!;
      const rank = (place: number) => ranked.find(({ option }) => option === options[place])!.rank;
      for (const [a, b] of pairs.filter(([from, to]) => better(from, to))) {
        expect(rank(a)).toBeLessThan(rank(b));
        for (const c of places) if (better(b, c)) expect(better(a, c)).toBe(true);
      }
    }));
  });

  it('turning every ballot round turns the order round', () => {
    fc.assert(fc.property(electorates, (ballots) => {
      const [paths, turned] = [pathsOf(ballots), pathsOf(ballots.map((ballot) => ballot.map((level) => 4 - level)))];
      for (const [a, b] of pairs) expect(turned[a]![b]).toBe(paths[b]![a]);
    }));
  });

  it('a ballot is counted once on one side of a pair, or on none where it holds them equal', () => {
    fc.assert(fc.property(electorates, (ballots) => {
      const preferred = countLevels(ballots).pairwise!.preferred;
      for (const [a, b] of pairs) expect(preferred[a]![b]! + preferred[b]![a]!).toBe(ballots.filter((ballot) => ballot[a] !== ballot[b]).length);
    }));
  });
});
