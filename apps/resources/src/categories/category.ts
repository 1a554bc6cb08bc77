import { accept, type Accepted, type Category, CategoryAdded, CategoryTaken, CategoryUnfit, findUnit, type Instant, refuse, type Refusal, type ResourceKind, WrongMeasure } from '@klaster/contracts';
import type { Measure } from '../quantities/quantity.js';

/** A category that a cluster has added for itself. */
export interface OwnCategory {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly code: string;
  readonly kind: ResourceKind;
  readonly name: Category['name'];
  readonly units: readonly string[];
  readonly broader: string | null;
  readonly addedBy: string;
  readonly addedAt: Instant;
}

/** So many has a cluster of its own at most. */
export const mostOwn = 200;

type Added = Pick<OwnCategory, 'id' | 'clusterId' | 'code' | 'kind' | 'name' | 'units' | 'broader' | 'addedBy' | 'addedAt'>;

/** Whether a cluster's category keeps to the rules: money has no unit, everything else some that exist, and what it is a case of is of the same kind. */
const isFit = ({ kind, units, broader }: Added, federation: readonly Category[]) =>
  (kind === 'financial') === (units.length === 0) &&
  units.every((unit) => findUnit(unit)) &&
  (broader === null || federation.some((category) => category.code === broader && category.kind === kind));

/** A member adds a category that its cluster needs. Codes of the federation stay what they are. */
export function add(added: Added, federation: readonly Category[]): Accepted<OwnCategory> | Refusal<'category-taken' | 'category-unfit'> {
  if (federation.some(({ code }) => code === added.code)) return refuse(CategoryTaken);
  const category = { ...added, units: [...new Set(added.units)] };
  if (!isFit(category, federation)) return refuse(CategoryUnfit);
  const { id: categoryId, ...told } = category;
  return accept({ ...category, version: 0 }, [CategoryAdded.of({ categoryId, ...told })]);
}

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
