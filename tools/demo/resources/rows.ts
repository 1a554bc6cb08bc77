import type { Visibility } from '@klaster/contracts';

/** What the members of a demo cluster bring in: offered, needed, promised, given, paid. Rows name each other by short keys. */

export type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';

/** Every week on this day, by the clock on the wall. */
export interface Weekly {
  readonly on: Weekday;
  /** `16:00` */
  readonly from: string;
  readonly hours: number;
}

export interface OfferRow {
  readonly key: string;
  readonly by: string;
  readonly category: string;
  readonly title: string;
  readonly description?: string;
  /** Of a stock, or of what is counted: how much. */
  readonly measure?: string;
  readonly counted?: true;
  readonly weekly?: Weekly;
  readonly forDays?: number;
  readonly licence?: 'CC-BY-4.0' | 'CC-BY-SA-4.0' | 'within-cluster' | 'within-initiative';
  readonly visibility?: Visibility;
  /** Published where nothing else is said. */
  readonly state?: 'draft' | 'paused' | 'withdrawn';
}

export interface NeedRow {
  readonly key: string;
  readonly by: string;
  /** The initiative that needs it, where it is not the party itself. */
  readonly initiative?: string;
  readonly category: string;
  readonly title: string;
  readonly description?: string;
  readonly measure: string;
  readonly forDays?: number;
  readonly visibility?: Visibility;
  readonly cancelled?: string;
}

export interface PledgeRow {
  readonly key: string;
  /** Who promises; of an offer it is who offers. */
  readonly giver: string;
  /** Who proposes, where it is not the giver. */
  readonly askedBy?: string;
  /** Key of an initiative or of a party; of a need it is who needs it. */
  readonly receiver?: string;
  readonly offer?: string;
  readonly need?: string;
  readonly category?: string;
  readonly measure: string;
  /** Of what is counted: how much at a time. */
  readonly atOnce?: string;
  /** Of what is shared by time: so many weeks in a row, the first so many weeks from now. */
  readonly weeks?: { readonly on: Weekday; readonly from: string; readonly hours: number; readonly first: number; readonly count: number };
  readonly inDays: number;
  readonly note?: string;
  /** Who of the other side answers, and how. Nobody: it waits. */
  readonly answer?: { readonly by: string; readonly accepts: true } | { readonly by: string; readonly declines: string };
  /** What has been given of it already, in parts, each confirmed by who answered. */
  readonly gives?: readonly string[];
  /** The giver cancels it in the end. */
  readonly cancelled?: string;
}

/** A contribution that the two sides do not see alike. */
export interface DisputeRow {
  readonly giver: string;
  readonly receiver: string;
  readonly category: string;
  readonly measure: string;
  readonly daysAgo: number;
  readonly description: string;
  readonly disputedBy: string;
  readonly reason: string;
  readonly remarks: readonly (readonly [party: string, text: string])[];
  /** How it was settled: what it should have been. */
  readonly instead?: string;
}

export interface LoanRow {
  readonly giver: string;
  readonly taker: string;
  readonly category: string;
  readonly measure: string;
  readonly daysAgo: number;
  readonly backInDays: number;
  readonly description: string;
  readonly returned?: true;
}

export interface PaymentRow {
  readonly initiative: string;
  readonly by: string;
  readonly payee: string;
  readonly measure: string;
  readonly purpose: string;
  readonly daysAgo: number;
  readonly reversed?: string;
}

export interface RateTableRow {
  readonly by: string;
  readonly name: string;
  readonly basis: string;
  /** By category: `35 PLN/h`. */
  readonly rates: Readonly<Record<string, string>>;
}

/** A month of hours as it is written down in a spreadsheet. */
export interface TimesheetRow {
  readonly by: string;
  readonly initiative: string;
  readonly category: string;
  readonly lines: readonly (readonly [daysAgo: number, hours: string, what: string])[];
}

export interface CategoryRow {
  readonly by: string;
  readonly code: string;
  readonly kind: 'human' | 'informational' | 'material';
  readonly pl: string;
  readonly en: string;
  readonly units: readonly string[];
  readonly broader?: string;
}

export interface ResourcePlan {
  readonly categories: readonly CategoryRow[];
  readonly rateTable: RateTableRow;
  readonly offers: readonly OfferRow[];
  readonly needs: readonly NeedRow[];
  readonly pledges: readonly PledgeRow[];
  readonly disputes: readonly DisputeRow[];
  readonly loans: readonly LoanRow[];
  readonly payments: readonly PaymentRow[];
  readonly timesheets: readonly TimesheetRow[];
}
