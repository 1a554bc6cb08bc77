import type { Whole } from './amount.js';

/**
 * How something is shared among the partners of an initiative. A key of a method that names partners names each of them,
 * those that bear nothing too: nobody is left out by oversight.
 */
export type Key =
  /** Everybody the same. */
  | { readonly method: 'equal' }
  /** Each partner a fraction; together exactly one. */
  | { readonly method: 'fixed-shares'; readonly shares: readonly FixedShare[] }
  /** In proportion to what each has contributed of one kind of resource, told in one unit. */
  | { readonly method: 'by-contribution'; readonly kind: string; readonly unit: string }
  /** In proportion to whole numbers. */
  | { readonly method: 'custom'; readonly weights: readonly CustomWeight[] };

export interface FixedShare {
  readonly partner: string;
  readonly share: { readonly numerator: Whole; readonly denominator: Whole };
}

export interface CustomWeight {
  readonly partner: string;
  readonly weight: Whole;
}

/** One contribution; a partner may have made several, which are added up, or none. */
export interface Contributed {
  readonly partner: string;
  readonly kind: string;
  /** An exact decimal with its unit; of money the minor units with their currency. */
  readonly quantity: { readonly value: string; readonly unit: string };
}

/** What keys ask about the partners when they are resolved. */
export interface Facts {
  readonly contributions: readonly Contributed[];
}
