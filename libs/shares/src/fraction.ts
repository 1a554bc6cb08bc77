/** An exact fraction; the denominator is one or more. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Euclid's; of numbers that are not negative. */
export function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  let [larger, smaller] = [one, other];
  while (smaller > 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

export const leastCommonMultiple = (one: bigint, other: bigint): bigint => (one / greatestCommonDivisor(one, other)) * other;

/** The fraction in lowest terms; of numbers that are not negative. */
export function reduced(numerator: bigint, denominator: bigint): Fraction {
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

export const plus = (one: Fraction, other: Fraction): Fraction =>
  reduced(one.numerator * other.denominator + other.numerator * one.denominator, one.denominator * other.denominator);

/** An exact decimal such as "2.50"; undefined for any other text. */
export function fractionOf(decimal: string): Fraction | undefined {
  const [, whole, places = ''] = /^(0|[1-9]\d*)(?:\.(\d+))?$/.exec(decimal) ?? [];
  return whole === undefined ? undefined : reduced(BigInt(whole + places), 10n ** BigInt(places.length));
}
