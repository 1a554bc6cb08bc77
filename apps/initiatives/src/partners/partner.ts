import { accept, AlreadyPartner, type Instant, PartnerJoined, refuse, WrongState } from '@klaster/contracts';
import type { Initiative } from '../initiatives/initiative.js';

/** A member in an initiative. */
export interface Partner {
  readonly initiativeId: string;
  readonly clusterId: string;
  readonly memberId: string;
  /** 1 for the first, 2 for the second …: the order in which they joined, whatever the clocks say. */
  readonly place: number;
  readonly coordinator: boolean;
  readonly joinedAt: Instant;
}

export const isPartner = (partners: readonly Partner[], memberId: string): boolean => partners.some((partner) => partner.memberId === memberId);

/** Whoever brings the idea coordinates: a duty and not a rank. */
export const firstPartner = ({ id, clusterId }: Pick<Initiative, 'id' | 'clusterId'>, memberId: string, now: Instant): Partner => ({
  initiativeId: id, clusterId, memberId, place: 1, coordinator: true, joinedAt: now,
});

/** A member joins while the partnership is forming, once. An agreement that was in force waits for its signature from then on. */
export function join(initiative: Initiative, partners: readonly Partner[], memberId: string, now: Instant) {
  if (initiative.state !== 'forming') return refuse(WrongState, { state: initiative.state, needed: 'forming' });
  if (isPartner(partners, memberId)) return refuse(AlreadyPartner);
  const { id: initiativeId, clusterId } = initiative;
  const partner: Partner = { initiativeId, clusterId, memberId, place: partners.length + 1, coordinator: false, joinedAt: now };
  return { ...accept(initiative, [PartnerJoined.of({ initiativeId, clusterId, memberId, coordinator: false, joinedAt: now })]), partner };
}
