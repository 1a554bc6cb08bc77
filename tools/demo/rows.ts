import type { LifeRow } from './initiatives/rows.ts';
import type { ResourcePlan } from './resources/rows.ts';
import type { TablePlan } from './tables/rows.ts';

/** The shapes of the tables that the demo federation is written down in. Rows name each other by short keys. */

export type PartyKind = 'organization' | 'group' | 'person';
export type Sphere = 'social' | 'public' | 'economic';
type Identifier = 'nip' | 'regon' | 'krs';

export interface PartyRow {
  readonly key: string;
  readonly name: string;
  /** Who signs up for it: key of an account. */
  readonly account: string;
  readonly kind: PartyKind;
  readonly sphere: Sphere;
  readonly municipality: string;
  readonly identifiers: readonly Identifier[];
}

export type InitiativeState = 'idea' | 'forming' | 'running' | 'closing' | 'closed' | 'abandoned';

/** Whether it has run, so that its agreement was signed by all. */
export const hasRun = (state: InitiativeState): boolean => state !== 'idea' && state !== 'forming';

export interface GoalRow {
  readonly by: string;
  readonly title: string;
  readonly indicator: string;
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly inDays: number;
  /** An autonomous goal of the partner, and who sees it. */
  readonly own?: 'cluster' | 'partners' | 'partner';
  readonly measured: readonly (readonly [daysAgo: number, value: string])[];
}

export interface TaskRow {
  readonly title: string;
  /** Who does it, and who answers for it. */
  readonly by: string;
  readonly answers: string;
  readonly asked?: readonly string[];
  readonly inDays?: number;
  /** Places in the plan of those that come before it. */
  readonly after?: readonly number[];
  readonly state?: 'doing' | 'done';
}

export interface InitiativeRow {
  readonly key: string;
  readonly title: string;
  readonly summary: string;
  readonly novelty: string;
  readonly state: InitiativeState;
  /** The first brings the idea; of an idea it is the only one. */
  readonly partners: readonly [string, ...string[]];
  /** What each partner takes on; the agreement says so. Without it there is no agreement yet. */
  readonly tasks?: readonly string[];
  readonly goals?: readonly GoalRow[];
  readonly plan?: readonly TaskRow[];
  readonly life?: LifeRow;
  /** Partners that have not signed yet; a running initiative has none. */
  readonly unsigned?: readonly string[];
}

export interface ContributionRow {
  readonly daysAgo: number;
  /** Key of a party. */
  readonly giver: string;
  /** Key of an initiative, or of a party. */
  readonly receiver: string;
  readonly category: string;
  /** `2.5 h`, `14 piece`, `1500 PLN`. */
  readonly measure: string;
  readonly description: string;
  /** Who writes it down where it is not the giver. */
  readonly recordedBy?: string;
  /** The last of the days, where it took several: how many after the first. */
  readonly forDays?: number;
  /** Name of a document that shows it. */
  readonly evidence?: string;
  /** Nobody of the other side has looked at it yet. */
  readonly waits?: true;
  /** It was wrong: why, and what it should have been. */
  readonly takenBack?: { readonly reason: string; readonly instead: string };
}

export interface ClusterPlan {
  readonly key: string;
  readonly name: string;
  readonly purpose: string;
  readonly municipality: string;
  /** Keys of parties, in the order in which they declare their readiness. */
  readonly members: readonly string[];
  readonly initiatives: readonly InitiativeRow[];
  readonly contributions: readonly ContributionRow[];
  readonly table: TablePlan;
  readonly resources: ResourcePlan;
}

/** One line of a table of contributions. */
export function gave(
  daysAgo: number,
  giver: string,
  receiver: string,
  category: string,
  measure: string,
  description: string,
  more: Partial<Pick<ContributionRow, 'recordedBy' | 'forDays' | 'evidence' | 'waits' | 'takenBack'>> = {},
): ContributionRow {
  return { daysAgo, giver, receiver, category, measure, description, ...more };
}
