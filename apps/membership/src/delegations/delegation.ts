import {
  accept, type Decision, DelegationEnded, DelegationExists, DelegationGiven, DelegationLimit, DelegationNotAllowed, DelegationUnfit, Forbidden, type Instant, refuse,
} from '@klaster/contracts';

/** A seat is represented by another member, for one matter or for one assembly and the matters on its agenda. */
export interface Delegation {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  /** The member whose seat is represented. */
  readonly from: string;
  /** The member that represents it. */
  readonly to: string;
  readonly matterId: string | null;
  readonly assemblyId: string | null;
  readonly givenAt: Instant;
  readonly endedAt: Instant | null;
}

/** What a seat is represented in. */
export type Occasion = Pick<Delegation, 'matterId' | 'assemblyId'>;
export const inMatter = (matterId: string): Occasion => ({ matterId, assemblyId: null });
export const atAssembly = (assemblyId: string): Occasion => ({ matterId: null, assemblyId });

/** What has to be known of the table before a seat delegates. */
export interface Represented {
  /** Seats that the charter lets one member represent beside its own. */
  readonly limit: number;
  /** Whether the holder has a seat at this table. */
  readonly holderSits: boolean;
  /** What is current on this very occasion, of and to either of the two. */
  readonly here: readonly Pick<Delegation, 'from' | 'to'>[];
  /** Seats that the holder represents on this occasion or on one that decides on the same matters. */
  readonly seatsOfHolder: readonly string[];
}

/** A seat lets another member represent it. INV: one current delegation of a seat on an occasion, no chains, no holder above the limit. */
export function delegate(asked: Pick<Delegation, 'id' | 'clusterId' | 'from' | 'to'> & Occasion, { limit, holderSits, here, seatsOfHolder }: Represented, now: Instant) {
  const { id: delegationId, from, to, ...where } = asked;
  if (limit === 0) return refuse(DelegationNotAllowed);
  if (here.some((other) => other.from === from)) return refuse(DelegationExists);
  const chained = here.some((other) => other.from === to || other.to === from);
  if (from === to || !holderSits || chained) return refuse(DelegationUnfit);
  if (new Set(seatsOfHolder).add(from).size > limit) return refuse(DelegationLimit, { limit });
  const given: Delegation = { ...asked, version: 0, givenAt: now, endedAt: null };
  return accept(given, [DelegationGiven.of({ delegationId, from, to, ...where, givenAt: now })]);
}

/** The seat represents itself again: it took its vote back, or the other member gave it back. Done twice it is the same. */
export function end(delegation: Delegation, by: string, now: Instant): Decision<Delegation, 'forbidden'> {
  const { id: delegationId, clusterId, from, to, matterId, assemblyId } = delegation;
  if (by !== from && by !== to) return refuse(Forbidden);
  if (delegation.endedAt !== null) return accept(delegation, []);
  return accept({ ...delegation, endedAt: now }, [DelegationEnded.of({ delegationId, clusterId, from, to, matterId, assemblyId, endedAt: now })]);
}
