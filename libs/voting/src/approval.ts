import type { Choice, CountingRules } from '@klaster/contracts';
import { elect, tiersByPoints } from './election.js';
import type { Finding } from './finding.js';

/** Approval: every ballot gives one approval to each option that it names; the most approved win. */
export function countApproval(rules: CountingRules, choices: readonly Choice[]): Finding {
  const approvals = new Map(rules.options.map((option) => [option, 0]));
  for (const choice of choices) {
    if ('approve' in choice) for (const option of choice.approve) approvals.set(option, approvals.get(option)! + 1);
  }
  const points = rules.options.map((option) => approvals.get(option)!);
  return elect(rules, tiersByPoints(points), (option) => ({ approvals: points[option]!, score: null }), (option) => points[option]! > 0);
}
