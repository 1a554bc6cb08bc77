import type { Instant, RoleName } from '@klaster/contracts';
import type { Assembly } from '../../assemblies/assembly.js';
import type { Matter } from '../../matters/matter.js';

/** What is recorded of an assembly: all that its minutes are drafted from, in whatever language. */
export interface Proceedings {
  readonly clusterName: string;
  readonly assembly: Pick<Assembly, 'title' | 'startsAt' | 'endsAt' | 'openedAt' | 'place' | 'link' | 'agenda'>;
  readonly closedAt: Instant;
  /** Who held which duty at the table. */
  readonly duties: readonly { readonly role: RoleName; readonly partyName: string }[];
  /** Seats at the table, whether they came or not. */
  readonly seats: number;
  /** In the order of their names. */
  readonly present: readonly { readonly partyName: string; readonly representedBy: string | null }[];
  /** The matters that the agenda names. */
  readonly matters: readonly MatterOfAgenda[];
}

/** A matter as it stood when the assembly closed. */
export interface MatterOfAgenda
  extends Pick<
    Matter,
    'id' | 'kind' | 'state' | 'outcome' | 'revision' | 'title' | 'options' | 'method' | 'majority' | 'secret' | 'counts' | 'votingOpensAt' | 'votingClosesAt' | 'decidedAt' | 'withdrawnAt' | 'withdrawalReason'
  > {
  readonly interests: readonly DeclaredInterest[];
}

export interface DeclaredInterest {
  readonly partyName: string;
  readonly text: string;
}
