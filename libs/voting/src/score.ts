import type { Choice, CountingRules } from '@klaster/contracts';
import { elect, tiersByPoints } from './election.js';
import type { Finding } from './finding.js';

/** Score: the sums of the scores decide; an option that a ballot does not name gets 0 from it. */
export function countScore(rules: CountingRules, choices: readonly Choice[]): Finding {
  const sums = new Map(rules.options.map((option) => [option, 0]));
  for (const choice of choices) {
    if ('scores' in choice) for (const { option, score } of choice.scores) sums.set(option, sums.get(option)! + score);
  }
  const points = rules.options.map((option) => sums.get(option)!);
  return elect(rules, tiersByPoints(points), (option) => ({ approvals: null, score: points[option]! }), (option) => points[option]! > 0);
}
