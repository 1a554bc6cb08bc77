import { type Fraction, greatestCommonDivisor, leastCommonMultiple } from './fraction.js';

/** How much a partner counts beside the others: nothing, or more. */
export interface Weight {
  readonly partner: string;
  readonly weight: Fraction;
}

/** Weights as the smallest whole numbers in the same proportion: the same for all weights that share alike. */
export interface WholeWeights {
  /** In the order of their ids. */
  readonly partners: readonly string[];
  /** One for each partner, in the same order. */
  readonly weights: readonly bigint[];
  /** Their sum; one or more. */
  readonly total: bigint;
}

/** The order of ids, currency codes and numbers here; texts by their UTF-16 code units, which no locale changes. */
export const compare = <Value extends string | bigint>(one: Value, other: Value): number => (one < other ? -1 : Number(one > other));

/** @throws RangeError for what nothing can be shared by: no weight above nothing, one below it, a partner named twice. */
export function wholeWeights(weights: readonly Weight[]): WholeWeights {
  const ordered = weights.toSorted((one, other) => compare(one.partner, other.partner));
  const partners = ordered.map(({ partner }) => partner);
  const repeated = partners.find((partner, place) => partner === partners[place + 1]);
  if (repeated !== undefined) throw new RangeError(`${repeated} has two weights`);
  if (ordered.some(({ weight }) => weight.numerator < 0n || weight.denominator < 1n)) throw new RangeError('a weight is below nothing');

  const denominator = ordered.reduce((common, { weight }) => leastCommonMultiple(common, weight.denominator), 1n);
  const multiples = ordered.map(({ weight }) => weight.numerator * (denominator / weight.denominator));
  const divisor = multiples.reduce(greatestCommonDivisor, 0n);
  if (divisor === 0n) throw new RangeError('no weight is above nothing');
  const whole = multiples.map((multiple) => multiple / divisor);
  return { partners, weights: whole, total: whole.reduce((sum, weight) => sum + weight) };
}
