import { type Category, refuse, type Refusal, WrongMeasure } from '@klaster/contracts';
import type { Measure } from '../quantities/quantity.js';

/** How what stands in a category is measured, as a person reads it. */
const measureOf = ({ kind, units }: Category) => (kind === 'financial' ? 'amount' : `quantity (${units.join(', ')})`);

/** Money is an amount, everything else a quantity in one of the category's units; where neither is said, nothing is wrong with it. */
export function refuseMeasure(category: Category, { quantity, amount }: Measure): Refusal<'wrong-measure'> | undefined {
  const fits = category.kind === 'financial' ? quantity === null : amount === null && (quantity === null || category.units.includes(quantity.unit));
  return fits ? undefined : refuse(WrongMeasure, { category: category.code, measure: measureOf(category) });
}

/** The same where it must be said. */
export const refuseUnmeasured = (category: Category, measure: Measure): Refusal<'wrong-measure'> | undefined =>
  refuseMeasure(category, measure) ?? (measure.quantity ?? measure.amount ? undefined : refuse(WrongMeasure, { category: category.code, measure: measureOf(category) }));
