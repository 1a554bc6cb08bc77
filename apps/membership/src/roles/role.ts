import { accept, type Decision, Forbidden, type Instant, refuse, RoleElected, RoleEnded, RoleGiven, RoleOver, type Role as RoleView } from '@klaster/contracts';

/** A duty at the table, held for a term. */
export type Role = RoleView;

/** A role that was taken while a cluster was founded is held for so long at most. */
const foundingMonths = 3;

/**
 * The same day and hour so many months later, or the last day of a month that is too short. By the calendar of UTC: the
 * same for every process, and within two hours of Polish time, which matters little to a term of months.
 */
export function monthsAfter(instant: Instant, months: number): Instant {
  const from = new Date(instant);
  const day = from.getUTCDate();
  const to = new Date(from);
  to.setUTCDate(1);
  to.setUTCMonth(to.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(day, lastDay));
  return to.toISOString();
}

type Held = Pick<Role, 'clusterId' | 'memberId' | 'role' | 'matterId'>;

function give(id: string, held: Held, months: number, now: Instant) {
  const { clusterId, memberId, role, matterId } = held;
  const given: Role = { id, version: 0, ...held, since: now, until: monthsAfter(now, months), endedAt: null };
  return accept(given, [RoleGiven.of({ roleId: id, clusterId, memberId, role, since: given.since, until: given.until, matterId })]);
}

/** Somebody begins, where nobody has ever held it; from then on the table elects. */
export function takeRole(id: string, by: Pick<Role, 'clusterId' | 'memberId' | 'role'>, hasBeenHeld: boolean, now: Instant): Decision<Role, 'role-is-elected'> {
  return hasBeenHeld ? refuse(RoleElected) : give(id, { ...by, matterId: null }, foundingMonths, now);
}

/** The table has elected. */
export const elect = (id: string, elected: Held & { readonly matterId: string }, termMonths: number, now: Instant) => give(id, elected, termMonths, now);

/** Whether an election ends it: who was elected anew begins a new term, and who began without an election gives way. */
export const givesWay = (role: Role, elected: readonly string[]): boolean => role.matterId === null || elected.includes(role.memberId);

export function endRole(role: Role, now: Instant) {
  if (role.endedAt) return refuse(RoleOver, { endedAt: role.endedAt });
  const { id: roleId, clusterId, memberId } = role;
  return accept<Role>({ ...role, endedAt: now }, [RoleEnded.of({ roleId, clusterId, memberId, role: role.role, endedAt: now })]);
}

/** Its holder gives it up. */
export function resign(role: Role, memberId: string, now: Instant): Decision<Role, 'role-over' | 'forbidden'> {
  return role.memberId === memberId ? endRole(role, now) : refuse(Forbidden);
}

/** The term is over. */
export function endTerm(role: Role, now: Instant) {
  return now < role.until ? undefined : endRole(role, now);
}
