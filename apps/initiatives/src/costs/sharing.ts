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

/** Those who share what happened on a day: whom the version names, and who had not left before. In the order of the version. */
export function sharersOn(day: string, { terms }: Pick<VersionInForce, 'terms'>, partners: readonly Partner[]): string[] {
  const gone = new Set(partners.filter((partner) => (lastDayOf(partner) ?? day) < day).map(({ memberId }) => memberId));
  return terms.partners.map(({ memberId }) => memberId).filter((memberId) => !gone.has(memberId));
}

/** A version's key as it stands among these: who bears nothing by it may have left. */
export function keyAmong(sharers: readonly string[], { terms }: Pick<VersionInForce, 'terms'>, name: KeyName): Key {
  const key = terms.keys[name];
  if (key.method === 'fixed-shares') return { ...key, shares: key.shares.filter(({ partner, share }) => share.numerator > 0 || sharers.includes(partner)) };
  if (key.method === 'custom') return { ...key, weights: key.weights.filter(({ partner, weight }) => weight > 0 || sharers.includes(partner)) };
  return key;
}
