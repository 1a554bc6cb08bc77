import type { Choice, CountingRules } from '@klaster/contracts';
import { elect, type Tiers } from './election.js';
import type { Finding } from './finding.js';

type Matrix = readonly (readonly number[])[];
type Ranking = readonly (readonly string[])[];

/**
 * Ranked ballots after Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and condorcet-consistent
 * single-winner election method", Social Choice and Welfare 36 (2011) 267–303.
 *
 * A ballot ranks options in groups of equals, best first; those it does not name come last, together. An option beats
 * another when more ballots rank it above the other than below. The strength of that link is the number of ballots
 * that rank it above: the paper's winning votes. (The paper also orders links of equal winning votes by the ballots
 * against them. That is left out, so that one number says how strong a path is and anybody can compare two of them. It
 * makes a difference only where ballots leave options equal, and there it reports a tie.)
 */
export function countRanked(rules: CountingRules, choices: readonly Choice[]): Finding {
  const rankings = choices.flatMap((choice) => ('ranking' in choice ? [choice.ranking] : []));
  const preferred = preferences(rankings, rules.options);
  const paths = strongestPaths(preferred);
  const isNamed = (option: string) => rankings.some((ranking) => ranking.some((group) => group.includes(option)));
  const finding = elect(rules, tiersByPaths(paths), () => ({ approvals: null, score: null }), (option) => isNamed(rules.options[option]!));
  return { ...finding, pairwise: { preferred, strongestPaths: paths } };
}

/** The paper's N[a][b]: how many ballots rank a above b. */
function preferences(rankings: readonly Ranking[], options: readonly string[]): number[][] {
  const size = options.length;
  const places = new Map(options.map((option, place) => [option, place]));
  const counted = new Int32Array(size * size);
  /** How deep a ballot ranks each option: 0 is best. */
  const depths = new Int32Array(size);
  for (const ranking of rankings) {
    depths.fill(ranking.length);
    ranking.forEach((group, depth) => group.forEach((option) => (depths[places.get(option)!] = depth)));
    // 1 where the difference is negative, by its sign bit: of all that is done here this is done most often.
    for (let a = 0; a < size; a += 1) for (let b = 0; b < size; b += 1) counted[a * size + b]! += (depths[a]! - depths[b]!) >>> 31;
  }
  return options.map((_, row) => [...counted.subarray(row * size, (row + 1) * size)]);
}

/**
 * The paper's P[a][b] (section 2.3.1, after Floyd and Warshall): the strength of the strongest path from a to b, which
 * is the strength of its weakest link; 0 where no path of wins leads from a to b.
 */
export function strongestPaths(preferred: Matrix): number[][] {
  const paths = preferred.map((row, from) => row.map((votes, to) => (votes > preferred[to]![from]! ? votes : 0)));
  paths.forEach((over, via) => {
    paths.forEach((row, from) => {
      over.forEach((rest, to) => {
        if (to !== from) row[to] = Math.max(row[to]!, Math.min(row[via]!, rest));
      });
    });
  });
  return paths;
}

/**
 * a is better than b where P[a][b] > P[b][a]. That relation is transitive (section 4.1) but may leave two options without
 * an order between them, so the ranking goes by layers: first all to whom none is better (the paper's potential winners),
 * then those to whom none of the rest is better, and so on.
 */
function tiersByPaths(paths: Matrix): Tiers {
  const tiers: number[][] = [];
  let rest = paths.map((_, option) => option);
  while (rest.length > 0) {
    const among = rest;
    const best = among.filter((option) => among.every((other) => paths[other]![option]! <= paths[option]![other]!));
    tiers.push(best);
    rest = among.filter((option) => !best.includes(option));
  }
  return tiers;
}
