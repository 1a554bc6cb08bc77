import { asBigint, asNumber, type Whole } from './amount.js';
import { compare, type Weight, type WholeWeights, wholeWeights } from './weight.js';

/** What one partner gets or bears of an amount, in minor units. */
export interface Part<Minor extends Whole = bigint> {
  readonly partner: string;
  readonly amountMinor: Minor;
}

/**
 * Shares an amount by weights: parts in whole minor units that add up to the amount, in the order of the partners' ids.
 *
 * The method of largest remainders, also Hamilton's (M. L. Balinski, H. P. Young, Fair Representation, 1982): everybody
 * gets the exact share rounded down; the units that are left go, one each, to those from whose shares most was rounded
 * off. Where that is equal the smaller id comes first, by code units. So each part is less than one unit away from the
 * exact share, and neither the order nor the scale of the weights makes a difference.
 *
 * The parts of a negative amount (a correction, an income among costs) are those of the positive one, negated.
 *
 * A larger amount does not always make every part larger: one can shrink by a unit, which is the Alabama paradox. With
 * two partners, or with equal weights, none does.
 *
 * @throws RangeError for a number that is not a safe integer, and for weights that nothing can be shared by: none above
 * nothing, one below it, a partner named twice. What `resolve` answers is never like that.
 */
export function share(amountMinor: bigint, weights: readonly Weight[]): Part[];
export function share(amountMinor: number, weights: readonly Weight[]): Part<number>[];
export function share(amountMinor: Whole, weights: readonly Weight[]): Part<Whole>[] {
  const parts = partsOf(asBigint(amountMinor), wholeWeights(weights));
  return typeof amountMinor === 'bigint' ? parts : parts.map((part) => ({ ...part, amountMinor: asNumber(part.amountMinor) }));
}

function partsOf(amountMinor: bigint, { partners, weights, total }: WholeWeights): Part[] {
  const [size, sign] = amountMinor < 0n ? [-amountMinor, -1n] : [amountMinor, 1n];
  const lines = partners.map((partner, place) => {
    const product = size * weights[place]!;
    return { partner, down: product / total, remainder: product % total };
  });
  const left = lines.reduce((rest, { down }) => rest - down, size);
  // Sorting is stable and the partners stand in the order of their ids: that decides between equal remainders.
  const byRemainder = lines.toSorted((one, other) => compare(other.remainder, one.remainder));
  const upwards = new Set(byRemainder.slice(0, Number(left)));
  return lines.map((line) => ({ partner: line.partner, amountMinor: sign * (upwards.has(line) ? line.down + 1n : line.down) }));
}
