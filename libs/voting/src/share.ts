import type { Share } from '@klaster/contracts';

/** The least whole number that is at least this share of `base`: a quorum of 1/2 of 7 seats is 4. Exact. */
export function shareRoundedUp({ numerator, denominator }: Share, base: number): number {
  const product = numerator * base;
  const rest = product % denominator;
  return (product - rest) / denominator + (rest > 0 ? 1 : 0);
}

/** Whether `part` of `base` is more than the share, or at least the share, by cross multiplication. Of nothing, nothing is a majority. */
export function reaches(part: number, base: number, { numerator, denominator }: Share, comparison: 'more-than' | 'at-least'): boolean {
  if (base === 0) return false;
  const [reached, needed] = [part * denominator, numerator * base];
  return comparison === 'more-than' ? reached > needed : reached >= needed;
}
