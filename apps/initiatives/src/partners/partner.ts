import { accept, AlreadyPartner, type Instant, type Partner as PartnerView, PartnerJoined, refuse, WrongState } from '@klaster/contracts';
import type { Initiative } from '../initiatives/initiative.js';

/** A member in an initiative. */
export interface Partner {
  readonly initiativeId: string;
  readonly clusterId: string;
  readonly memberId: string;
  /** 1 for the first, 2 for the second …: the order in which they joined, whatever the clocks say. */
  readonly place: number;
  readonly coordinator: boolean;
  /** When it joined, or asked to. */
  readonly joinedAt: Instant;
  /** The cluster at whose table it sits: the initiative's own, or another that has accepted it. */
  readonly homeClusterId: string;
  /** As it was called when it joined; null for a natural person. */
  readonly name: string | null;
  readonly state: PartnerView['state'];
  readonly leavesOn: string | null;
  readonly leftAt: Instant | null;
}

/** Who joins: a member, the cluster at whose table it sits, and what it is called where that may be known. */
export type Joining = Pick<Partner, 'memberId' | 'homeClusterId' | 'name'>;

/** Whether it takes part: also while it is leaving, until it has left. */
export const isActing = ({ state }: Pick<Partner, 'state'>): boolean => state === 'partner' || state === 'leaving';

export const isPartner = (partners: readonly Partner[], memberId: string): boolean => partners.some((partner) => partner.memberId === memberId && isActing(partner));

const joined = ({ id, clusterId }: Pick<Initiative, 'id' | 'clusterId'>, { memberId, homeClusterId, name }: Joining, place: number, now: Instant): Partner => ({
  initiativeId: id, clusterId, memberId, place, coordinator: false, joinedAt: now, homeClusterId, name, state: 'partner', leavesOn: null, leftAt: null,
});

/** Whoever brings the idea coordinates: a duty and not a rank. */
export const firstPartner = (initiative: Pick<Initiative, 'id' | 'clusterId'>, joining: Joining, now: Instant): Partner => ({ ...joined(initiative, joining, 1, now), coordinator: true });

/**
 * A member joins while the partnership is forming, once. The agreement then needs a version that names it.
 * @param partners all that ever were
 */
export function join(initiative: Initiative, partners: readonly Partner[], joining: Joining, now: Instant) {
  if (initiative.state !== 'forming') return refuse(WrongState, { state: initiative.state, needed: 'forming' });
  if (partners.some(({ memberId }) => memberId === joining.memberId)) return refuse(AlreadyPartner);
  const { id: initiativeId, clusterId } = initiative;
  const partner = joined(initiative, joining, partners.length + 1, now);
  const { memberId, homeClusterId } = joining;
  return { ...accept(initiative, [PartnerJoined.of({ initiativeId, clusterId, memberId, homeClusterId, coordinator: false, joinedAt: now })]), partner };
}
