import type { CountingRules, Counts } from '@klaster/contracts';
import { type Finding, nothingFound } from './finding.js';

/** What is told of an option besides its rank. */
export type Tally = Omit<Counts['options'][number], 'option' | 'rank'>;

/** Options by their place in the rules, best first; equals stand together, in the order of the matter. */
export type Tiers = readonly (readonly number[])[];

/** Tiers of equal points, most points first. */
export function tiersByPoints(points: readonly number[]): Tiers {
  const levels = [...new Set(points)].toSorted((a, b) => b - a);
  return levels.map((level) => points.flatMap((own, option) => (own === level ? [option] : [])));
}

/**
 * Ranks the options and gives the places to the best. An option without any support takes no place, so fewer may win
 * than there are places. Where equals straddle the last place nobody chooses between them: they are reported as tied.
 */
export function elect({ options, places }: CountingRules, tiers: Tiers, tallyOf: (option: number) => Tally, isSupported: (option: number) => boolean): Finding {
  const keys = (chosen: readonly number[]) => chosen.map((option) => options[option]!);
  const { winners, tied } = fillPlaces(tiers.map((tier) => tier.filter(isSupported)), places);
  return { ...nothingFound, options: standings(options, tiers, tallyOf), winners: keys(winners), tied: keys(tied), ...judge(winners, tied) };
}

/** Equals share a rank, and as many ranks are left out behind them: 1, 2, 2, 4. */
function standings(options: readonly string[], tiers: Tiers, tallyOf: (option: number) => Tally): Counts['options'] {
  const ranked: Counts['options'] = [];
  for (const tier of tiers) {
    const rank = ranked.length + 1;
    for (const option of tier) ranked.push({ option: options[option]!, ...tallyOf(option), rank });
  }
  return ranked;
}

function fillPlaces(tiers: Tiers, places: number): { winners: number[]; tied: readonly number[] } {
  const winners: number[] = [];
  for (const tier of tiers) {
    const left = places - winners.length;
    if (left === 0) break;
    if (tier.length > left) return { winners, tied: tier };
    winners.push(...tier);
  }
  return { winners, tied: [] };
}

function judge(winners: readonly number[], tied: readonly number[]): Pick<Finding, 'outcome' | 'ground'> {
  if (tied.length > 0) return { outcome: 'rejected', ground: 'tie' };
  return winners.length > 0 ? { outcome: 'adopted', ground: 'places-filled' } : { outcome: 'rejected', ground: 'nobody-chosen' };
}
