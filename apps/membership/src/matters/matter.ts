import {
  type About, accept, type CharterRules, type Counts, type CountingRules, type Decision, DeliberationOpened, type Instant, type Matter as MatterView, type MatterResult,
  MatterWrongState, refuse, TooEarly,
} from '@klaster/contracts';
import { daysAfter, hoursAfter, inUtc, latest } from './time.js';

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

/** When voting is to open and to close, as far as somebody has said so. */
export interface Times {
  readonly votingOpensAt?: string | undefined;
  readonly votingClosesAt?: string | undefined;
}

/** Where nobody says otherwise deliberation and voting last a day each, or as long as the charter wants: a charter that wants nothing does not make them moments. */
const defaultHours = 24;

/**
 * Opens the deliberation of a draft, and plans the vote. INV: deliberation and voting last as long as the charter wants,
 * and voting waits for whoever has a right to be heard.
 */
export function deliberate(
  matter: Matter,
  { votingOpensAt, votingClosesAt }: Times,
  rules: Pick<CharterRules, 'deliberationHours' | 'votingHours' | 'hearingDays'>,
  now: Instant,
): Decision<Matter, 'matter-wrong-state' | 'too-early'> {
  if (matter.state !== 'draft') return refuse(MatterWrongState, { state: matter.state, needed: 'draft' });
  const hearing = matter.hearing && { ...matter.hearing, until: daysAfter(now, rules.hearingDays) };
  const waits = hearing?.heardAt === null ? hearing.until : undefined;
  const opensFrom = latest(hoursAfter(now, rules.deliberationHours), waits);
  const opensAt = votingOpensAt === undefined ? latest(opensFrom, hoursAfter(now, defaultHours)) : inUtc(votingOpensAt);
  if (opensAt < opensFrom) return refuse(TooEarly, { from: opensFrom });
  const closesFrom = hoursAfter(opensAt, rules.votingHours);
  const closesAt = votingClosesAt === undefined ? latest(closesFrom, hoursAfter(opensAt, defaultHours)) : inUtc(votingClosesAt);
  if (closesAt < closesFrom) return refuse(TooEarly, { from: closesFrom });
  const deliberated: Matter = { ...matter, state: 'deliberation', deliberationFrom: now, hearing, votingOpensAt: opensAt, votingClosesAt: closesAt };
  return accept(deliberated, [DeliberationOpened.of({ matterId: matter.id, clusterId: matter.clusterId, votingOpensAt: opensAt, votingClosesAt: closesAt })]);
}
