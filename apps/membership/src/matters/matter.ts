import type { About, Counts, CountingRules, Instant, Matter as MatterView, MatterResult } from '@klaster/contracts';

/** Something on the table: deliberated, then decided. */
export interface Matter {
  readonly id: string;
  readonly version: number;
  /** The cluster at whose table it is; `federationId` for the table of the federation. */
  readonly clusterId: string;
  readonly kind: MatterView['kind'];
  readonly state: MatterView['state'];
  readonly outcome: MatterView['outcome'];
  readonly revision: number;
  readonly title: string;
  readonly text: string;
  readonly options: MatterView['options'];
  readonly places: number;
  readonly method: MatterView['method'];
  readonly majority: MatterView['majority'];
  readonly secret: boolean;
  readonly tallyKey: string | null;
  readonly about: About;
  readonly hearing: MatterView['hearing'];
  /** The member that put it on the table; at the table of the federation the cluster. */
  readonly putBy: string;
  readonly putAt: Instant;
  readonly deliberationFrom: Instant | null;
  /** Planned while it is deliberated. */
  readonly votingOpensAt: Instant | null;
  readonly votingClosesAt: Instant | null;
  /** Frozen when voting opens. */
  readonly votingOpenedAt: Instant | null;
  readonly charterNumber: number | null;
  readonly counting: CountingRules | null;
  readonly electorate: number | null;
  /** Written when it closes. */
  readonly counts: Counts | null;
  readonly turnout: number | null;
  readonly effect: MatterResult['effect'] | null;
  readonly decidedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
  readonly withdrawalReason: string | null;
}
