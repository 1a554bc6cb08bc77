import type { Money } from '@klaster/contracts';
import { Big } from 'big.js';

/** What one unit of a currency is worth in another, where that is from and of which day. */
export interface Rate {
  readonly value: string;
  readonly source: string;
  readonly ratedOn: string;
}

const digits = new Map<string, number>();

/** How many digits the minor unit of a currency has behind the point: 2 of PLN, none of JPY. */
export function minorDigits(currency: string): number {
  let known = digits.get(currency);
  if (known === undefined) {
    known = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digits.set(currency, known);
  }
  return known;
}

/** An amount in another currency, to the nearest minor unit, halves upwards; exact up to there. */
export const exchanged = ({ amountMinor, currency }: Money, rate: string, into: string): number =>
  new Big(amountMinor).times(rate).times(`1e${minorDigits(into) - minorDigits(currency)}`).round(0, Big.roundHalfUp).toNumber();
