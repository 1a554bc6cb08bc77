import type { Key, KeyName } from '@klaster/contracts';
import { civilDay } from '@klaster/service-kit';
import type { VersionInForce } from '../agreements/agreements.js';
import type { Partner } from '../partners/partner.js';

/* By which version of the agreement, and among whom, what happened on a day is shared. */

/** The version that governs a day: the last that was in force by then; before the first one, the first. @param versions oldest first */
export const governing = (versions: readonly VersionInForce[], day: string): VersionInForce | undefined =>
  versions.findLast(({ since }) => civilDay(since) <= day) ?? versions[0];

/** The last day on which a partner takes part: that of its notice, or an earlier one on which it left. Undefined while it stays. */
export function lastDayOf({ state, leavesOn, leftAt }: Pick<Partner, 'state' | 'leavesOn' | 'leftAt'>): string | undefined {
  if (state !== 'leaving' && state !== 'left') return undefined;
  const leftOn = leftAt === null ? undefined : civilDay(leftAt);
  return leavesOn !== null && (leftOn === undefined || leavesOn < leftOn) ? leavesOn : leftOn;
}

/**
 * Whom a version names and who was no partner on a day that it governs: who had left before, and who came again after.
 * In the order of the version. What happened before the first version was in force is shared by all whom it names.
 */
export function absentOn(day: string, { terms, since }: Pick<VersionInForce, 'terms' | 'since'>, partners: readonly Partner[]): string[] {
  const wasInForce = civilDay(since) <= day;
  const wasAbsent = (partner: Partner) => (lastDayOf(partner) ?? day) < day || (wasInForce && civilDay(partner.joinedAt) > day);
  const absent = new Set(partners.filter(wasAbsent).map(({ memberId }) => memberId));
  return terms.partners.map(({ memberId }) => memberId).filter((memberId) => absent.has(memberId));
}

/** Those who share: whom the version names but for these. In the order of the version. */
export const sharersBut = (absent: readonly string[], { terms }: Pick<VersionInForce, 'terms'>): string[] =>
  terms.partners.map(({ memberId }) => memberId).filter((memberId) => !absent.includes(memberId));

/** A version's key as it stands among these: who bears nothing by it may have left. */
export function keyAmong(sharers: readonly string[], { terms }: Pick<VersionInForce, 'terms'>, name: KeyName): Key {
  const key = terms.keys[name];
  if (key.method === 'fixed-shares') return { ...key, shares: key.shares.filter(({ partner, share }) => share.numerator > 0 || sharers.includes(partner)) };
  if (key.method === 'custom') return { ...key, weights: key.weights.filter(({ partner, weight }) => weight > 0 || sharers.includes(partner)) };
  return key;
}
