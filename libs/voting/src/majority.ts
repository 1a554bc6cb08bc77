import type { Choice, Counts, Majority } from '@klaster/contracts';
import { type Finding, nothingFound } from './finding.js';
import { reaches } from './share.js';

type Threshold = Pick<NonNullable<Counts['majority']>, 'base' | 'share' | 'comparison'>;

/** What each majority is of, how much of it, and whether exactly that much is enough. */
const thresholds = {
  simple: { base: 'yes-and-no', share: { numerator: 1, denominator: 2 }, comparison: 'more-than' },
  absolute: { base: 'electorate', share: { numerator: 1, denominator: 2 }, comparison: 'more-than' },
  'two-thirds': { base: 'yes-and-no', share: { numerator: 2, denominator: 3 }, comparison: 'at-least' },
  unanimity: { base: 'yes-and-no', share: { numerator: 1, denominator: 1 }, comparison: 'at-least' },
} as const satisfies Record<Majority, Threshold>;

/** Yes against no: adopted when the yes reach the majority of its base; a base of nothing rejects. */
export function countMajority(majority: Majority, electorate: number, choices: readonly Choice[]): Finding {
  const saying = (vote: 'yes' | 'no') => choices.filter((choice) => 'vote' in choice && choice.vote === vote).length;
  const [yes, no] = [saying('yes'), saying('no')];
  const { base, share, comparison } = thresholds[majority];
  const baseCount = base === 'electorate' ? electorate : yes + no;
  const isReached = reaches(yes, baseCount, share, comparison);
  return {
    ...nothingFound,
    majority: { yes, no, base, baseCount, share: { ...share }, comparison },
    outcome: isReached ? 'adopted' : 'rejected',
    ground: isReached ? 'majority-reached' : 'majority-missed',
  };
}
