import type { About, CharterRules } from '@klaster/contracts';

/*
 * The shapes of the tables of decisions. A vote is written down as people would: `yes`, `object: za drogo`,
 * `ogrod, warsztat` (approved), `ogrod 5, warsztat 2` (scored), `ogrod > warsztat = lawki` (ranked), `abstain`.
 */

type Kind = 'resolution' | 'charter' | 'election' | 'initiative' | 'advice';
type Method = 'consent' | 'majority' | 'approval' | 'score' | 'ranked';

export interface MatterRow {
  readonly key: string;
  readonly kind: Kind;
  readonly title: string;
  readonly text: string;
  /** Key of the party that puts it on the table. */
  readonly by: string;
  readonly state: 'draft' | 'deliberation' | 'voting' | 'decided' | 'withdrawn';
  readonly method: Method;
  readonly majority?: CharterRules['majority'];
  readonly secret?: true;
  /** What can be chosen, by key. */
  readonly options?: Readonly<Record<string, string>>;
  /** How many options win. */
  readonly places?: number;
  /** Parties that stand for election. */
  readonly candidates?: readonly string[];
  readonly role?: NonNullable<About['role']>;
  /** Key of an initiative: its partners decide. */
  readonly initiative?: string;
  /** Party and effect of a resolution. */
  readonly concerns?: { readonly party: string; readonly effect: NonNullable<About['effect']> };
  /** The version of the charter that is to be decided on. */
  readonly charter?: { readonly rules: Partial<CharterRules>; readonly article: { readonly pl: string; readonly en: string } };
  /** Who says what in the deliberation. */
  readonly comments?: readonly (readonly [party: string, text: string])[];
  readonly amendment?: { readonly party: string; readonly text: string };
  readonly interests?: readonly (readonly [party: string, text: string])[];
  /** Votes by party; in a secret vote nobody but this table can tell whose they are. */
  readonly votes?: Readonly<Record<string, string>>;
  /** Why it was withdrawn. */
  readonly reason?: string;
}

/** A party that comes later, under the rule that the table has adopted meanwhile. */
export interface LaterRow {
  readonly party: string;
  /** Votes on its admission; without them it waits. */
  readonly votes?: Readonly<Record<string, string>>;
  readonly objection?: { readonly party: string; readonly reason: string };
}

export interface ExclusionRow {
  readonly party: string;
  readonly by: string;
  readonly reason: string;
  readonly statement: string;
  readonly votes: Readonly<Record<string, string>>;
}

export interface AssemblyRow {
  readonly key: string;
  readonly title: string;
  readonly place: string;
  readonly link?: string;
  /** Keys of matters, or points of their own. */
  readonly agenda: readonly (string | { readonly matter: string; readonly title: string })[];
  /** It is held now, or in so many days. */
  readonly held: 'now' | { readonly inDays: number };
  readonly attend?: readonly string[];
  readonly minutes?: 'drafted' | 'approved';
}

/** What happens at one table. */
export interface TablePlan {
  /** Rules of the founding charter where they are not the federation's. */
  readonly rules: Partial<CharterRules>;
  /** Who takes the roles while the cluster is founded. */
  readonly firstRoles: { readonly animator: string; readonly secretary: string };
  readonly matters: readonly MatterRow[];
  readonly later: readonly LaterRow[];
  readonly exclusion?: ExclusionRow;
  readonly assemblies: readonly AssemblyRow[];
  readonly leaving?: string;
  readonly resting?: { readonly party: string; readonly reason: string };
}

/** Every one of them votes alike. */
export const all = (parties: readonly string[], vote: string, others: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...Object.fromEntries(parties.map((party) => [party, vote])),
  ...others,
});
