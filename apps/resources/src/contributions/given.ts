import {
  type Action, ActionUnfit, type Category, type Conditions, ConditionsMisplaced, ConditionsNeeded, type Evidence, findUnit, type Money, type Quantity, refuse, type Refusal, type ResourceKind, UnknownCategory,
  WrongMeasure, WrongPeriod,
} from '@klaster/contracts';
import type { z } from 'zod';

/** What an entry says was given. It is never edited. */
export interface Content {
  readonly kind: ResourceKind;
  readonly category: string;
  readonly quantity: Quantity | null;
  readonly amount: Money | null;
  readonly action: Action;
  readonly givenOn: string;
  readonly givenUntil: string | null;
  readonly description: string | null;
  readonly evidence: readonly z.output<typeof Evidence>[];
  readonly conditions: Conditions | null;
  readonly returnBy: string | null;
}

/** What somebody says was given. */
export interface Given {
  readonly category: string;
  readonly quantity?: Quantity | undefined;
  readonly amount?: Money | undefined;
  readonly action?: Action | undefined;
  readonly returnBy?: string | undefined;
  readonly givenOn: string;
  readonly givenUntil?: string | undefined;
  readonly description?: string | undefined;
  readonly evidence: Content['evidence'];
  readonly conditions?: Conditions | undefined;
}

/** What is known of what somebody says. */
export interface Known {
  readonly category: Category | undefined;
  /** The licence of the offer of which the pledge was made. */
  readonly licence: Conditions | null;
  /** The civil date in the federation's time zone. */
  readonly today: string;
}

export type GivenProblem = 'unknown-category' | 'wrong-measure' | 'action-unfit' | 'conditions-needed' | 'conditions-misplaced' | 'wrong-period';

/** What can be done with a resource of each kind. */
const possible: Readonly<Record<ResourceKind, readonly Action[]>> = {
  human: ['work', 'deliverService'],
  financial: ['transfer'],
  informational: ['deliverService', 'copy', 'cite'],
  material: ['use', 'transferCustody', 'transfer', 'consume'],
};

/** What is done with it where nobody says: what is measured in time is done or used, anything else is handed over. */
export function usualAction(kind: ResourceKind, quantity: Quantity | undefined): Action {
  const dimension = quantity && findUnit(quantity.unit)?.dimension;
  const inTime = dimension === 'time' || dimension === 'day';
  if (kind === 'human') return 'work';
  if (kind === 'informational') return inTime ? 'deliverService' : 'copy';
  return kind === 'material' && (inTime || dimension === 'length') ? 'use' : 'transfer';
}

/** F7: what was given, of one of the four kinds, or why it cannot be said like this. */
export function contentOf(given: Given, { category, licence, today }: Known): Content | Refusal<GivenProblem> {
  if (!category) return refuse(UnknownCategory);
  const { kind, code } = category;
  const { quantity, amount, action = usualAction(kind, quantity), returnBy, givenOn, givenUntil } = given;
  const conditions = given.conditions ?? (isShared(kind, action) ? licence : null);
  return (
    checkMeasure(category, given) ?? checkAction(kind, action, returnBy) ?? checkConditions(kind, action, conditions) ?? checkPeriod(given, today) ?? {
      kind, category: code, quantity: quantity ?? null, amount: amount ?? null, action, givenOn, givenUntil: givenUntil ?? null, description: given.description ?? null,
      evidence: given.evidence, conditions, returnBy: returnBy ?? null,
    }
  );
}

const measureOf = ({ kind, units }: Category) => (kind === 'financial' ? 'amount' : `quantity (${units.join(', ')})`);

function checkMeasure(category: Category, { quantity, amount }: Given) {
  const fits = category.kind === 'financial' ? amount && !quantity : quantity && !amount && category.units.includes(quantity.unit);
  return fits ? undefined : refuse(WrongMeasure, { category: category.code, measure: measureOf(category) });
}

function checkAction(kind: ResourceKind, action: Action, returnBy: string | undefined) {
  const fits = possible[kind].includes(action) && (action === 'transferCustody') === (returnBy !== undefined);
  return fits ? undefined : refuse(ActionUnfit, { kind, actions: possible[kind].join(', ') });
}

/** Knowledge that stays with who receives it. */
const isShared = (kind: ResourceKind, action: Action) => kind === 'informational' && (action === 'copy' || action === 'cite');

function checkConditions(kind: ResourceKind, action: Action, conditions: Conditions | null) {
  if (conditions === null) return isShared(kind, action) ? refuse(ConditionsNeeded) : undefined;
  if (kind !== 'informational') return refuse(ConditionsMisplaced);
  return conditions.licence === 'other' && conditions.text === undefined ? refuse(ConditionsNeeded) : undefined;
}

function checkPeriod({ givenOn, givenUntil, returnBy }: Given, today: string) {
  const fits = givenOn <= today && (givenUntil === undefined || (givenUntil >= givenOn && givenUntil <= today)) && (returnBy === undefined || returnBy >= givenOn);
  return fits ? undefined : refuse(WrongPeriod);
}
