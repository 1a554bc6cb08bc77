/** A whole number: a bigint of any size, or a safe integer as JSON carries it. */
export type Whole = bigint | number;

export const isWhole = (value: Whole): boolean => typeof value === 'bigint' || Number.isSafeInteger(value);

/**
 * The number as a bigint.
 *
 * @throws RangeError for a number that is not whole, or too large for a number to tell it exactly.
 */
export function asBigint(value: Whole): bigint {
  if (!isWhole(value)) throw new RangeError(`${value} is no whole number that is safe as a number`);
  return BigInt(value);
}

/**
 * The bigint as a number, for JSON.
 *
 * @throws RangeError where a number could not tell it exactly: beyond 2^53 - 1.
 */
export function asNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is not safe as a number`);
  return number;
}
