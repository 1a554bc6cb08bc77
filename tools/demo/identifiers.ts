/**
 * Numbers for parties that do not exist. Their check digits are right, so that the platform takes them, and all of them
 * begin with 990, so that nobody takes them for real: a tax office's code never has 0 as its third digit, no region has
 * REGON numbers from 99 on, and no court has come to KRS 99… yet.
 */

const nipWeights = [6, 5, 7, 2, 3, 4, 5, 6, 7];
const regonWeights = [8, 9, 2, 3, 4, 5, 6, 7];

/** Remainder modulo 11 of the weighted sum of digits. */
const remainder = (digits: string, weights: readonly number[]) => weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11;

/** Completes nine digits to a NIP; undefined where its check digit would be 10, which no NIP has. */
export function completeNip(nineDigits: string): string | undefined {
  const check = remainder(nineDigits, nipWeights);
  return check === 10 ? undefined : `${nineDigits}${check}`;
}

/** Completes eight digits to a REGON; a remainder of 10 counts as 0. */
export function completeRegon(eightDigits: string): string {
  return `${eightDigits}${remainder(eightDigits, regonWeights) % 10}`;
}

/** The invented NIP number `index`: from 0 on, all different. */
export function inventNip(index: number): string {
  for (let last = 0; last < 10; last += 1) {
    const nip = completeNip(`990${String(index * 10 + last).padStart(6, '0')}`);
    if (nip) return nip;
  }
  // Its weight is prime to 11: of ten last digits at most one gives 10.
  throw new Error('no last digit completes the NIP');
}

export const inventRegon = (index: number): string => completeRegon(`990${String(index).padStart(5, '0')}`);

/** KRS numbers have no check digit. */
export const inventKrs = (index: number): string => `990${String(index).padStart(7, '0')}`;
