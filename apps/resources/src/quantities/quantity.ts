import { findUnit, type Money, type Quantity } from '@klaster/contracts';
import { Big } from 'big.js';

/*
 * Exact arithmetic on measures: quantities within one dimension, money within one currency. A quantity is reckoned in the
 * base unit of its dimension, where every conversion of ours is exact; nothing here is a binary floating point number.
 */

/** What something is measured by: a quantity of work, knowledge or things, or an amount of money. */
export interface Measure {
  readonly quantity: Quantity | null;
  readonly amount: Money | null;
}

/** An exact amount of a dimension in its base unit, or of a currency in minor units. */
export interface Reckoned {
  /** A dimension, or a currency code. */
  readonly of: string;
  readonly value: Big;
}

const none = new Big(0);

/**
 * A measure in base units. Days are hours where it is said how many a day has: then they are reckoned as time.
 * Throws for a unit that is not listed: categories name listed units only.
 */
export function reckon({ quantity, amount }: Measure, hoursPerDay?: string | null): Reckoned {
  if (amount) return { of: amount.currency, value: new Big(amount.amountMinor) };
  if (!quantity) throw new Error('neither a quantity nor an amount');
  const unit = findUnit(quantity.unit);
  if (!unit) throw new Error(`${quantity.unit} is no unit`);
  const value = new Big(quantity.value).times(unit.factor);
  return unit.dimension === 'day' && hoursPerDay ? { of: 'time', value: value.times(hoursPerDay).times(60) } : { of: unit.dimension, value };
}

/** Whether one can be added to, or compared with, the other. */
export const isComparable = (one: Reckoned, other: Reckoned): boolean => one.of === other.of;

/** How many base units one of the unit of a measure is, as an exact decimal; of money, and where nothing is measured, one. */
export function baseUnitsOf({ quantity, amount }: Measure, hoursPerDay?: string | null): string {
  const unit = amount ? undefined : quantity && findUnit(quantity.unit);
  if (!unit) return '1';
  return unit.dimension === 'day' && hoursPerDay ? new Big(hoursPerDay).times(60).toFixed() : unit.factor;
}

/**
 * Base units back in the unit of a measure, as an exact decimal; rounded half up to six places where it has more (100
 * minutes in hours). Money stays in minor units.
 */
export const inUnitOf = (measure: Measure, value: Big, hoursPerDay?: string | null): string =>
  trimmed(value.div(baseUnitsOf(measure, hoursPerDay)).round(6, Big.roundHalfUp));

/** The parts added up; nothing of none. All must be comparable. */
export const sum = (parts: readonly Reckoned[]): Big => parts.reduce((total, { value }) => total.plus(value), none);

const trimmed = (value: Big): string => {
  const text = value.toFixed();
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
};
