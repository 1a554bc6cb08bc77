import type { Choice, CountingRules, Counts } from '@klaster/contracts';
import { countApproval } from './approval.js';
import { countConsent } from './consent.js';
import { misfitOf } from './fault.js';
import { type Finding, nothingFound } from './finding.js';
import { countMajority } from './majority.js';
import { countRanked } from './ranked.js';
import { countScore } from './score.js';
import { shareRoundedUp } from './share.js';

/**
 * Counts a vote. The same rules, electorate and ballots (in any order) always give the same counts; all of it is done in
 * whole numbers.
 *
 * An abstention is a ballot, so it helps to a quorum, and changes nothing else. Where the quorum is missed the counts are
 * told all the same, but nobody wins. With fewer ballots than `fewestBallots` nothing is told of what they say.
 *
 * @param electorate Seats that could vote when voting opened.
 * @throws RangeError for what no vote can have: more ballots than seats, a ballot of another method, an option that is
 * not on the list or named twice.
 */
export function count(rules: CountingRules, electorate: number, ballots: readonly Choice[]): Counts {
  assertCountable(rules, electorate, ballots);
  const required = shareRoundedUp(rules.quorum, electorate);
  const quorum = { base: 'electorate', share: rules.quorum, required, reached: ballots.length >= required } as const;
  const turnout = { electorate, ballots: ballots.length, quorum };
  if (ballots.length < rules.fewestBallots) return { ...nothingFound, outcome: 'no-quorum', ground: 'too-few-ballots', ...turnout, abstentions: 0 };

  const choices = ballots.filter((choice) => !('abstain' in choice));
  const counts = { ...countChoices(rules, electorate, choices), ...turnout, abstentions: ballots.length - choices.length };
  return quorum.reached ? counts : { ...counts, outcome: 'no-quorum', ground: 'quorum-missed', winners: [], tied: [] };
}

function countChoices(rules: CountingRules, electorate: number, choices: readonly Choice[]): Finding {
  switch (rules.method) {
    case 'consent':
      return countConsent(choices);
    case 'majority':
      return countMajority(rules.majority, electorate, choices);
    case 'approval':
      return countApproval(rules, choices);
    case 'score':
      return countScore(rules, choices);
    case 'ranked':
      return countRanked(rules, choices);
  }
}

function assertCountable({ method, options }: CountingRules, electorate: number, ballots: readonly Choice[]): void {
  if (ballots.length > electorate) throw new RangeError(`${ballots.length} ballots of ${electorate} seats`);
  const known = new Set(options);
  ballots.forEach((choice, place) => {
    const misfit = misfitOf(method, known, choice);
    if (misfit) throw new RangeError(`ballot ${place}${misfit.pointer}: ${misfit.code}`);
  });
}
