import {
  accept, AdmissionOpened, AdmissionUnderWay, AlreadyDecided, CharterAccepted, type CharterRules, ClusterDissolved, type Cluster, DeclarationRetracted, DepartureAnnounced, type Happening,
  type Instant, MemberAdmitted, MemberDeclined, MemberExcluded, MemberLeft, MemberReinstated, MemberSuspended, type Member as MemberView, MemberWrongState, NotByThisRule, OtherCharter,
  ReadinessDeclared, refuse, ReinstatementUndecided,
} from '@klaster/contracts';
import { daysAfter } from '../matters/time.js';
import { openName, type Party } from '../parties/party.js';

/** A party's membership in a cluster. */
export interface Member {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly partyId: string;
  /** As said of the party: kept here too, so that lists are ordered and filtered by it; the database keeps both equal. */
  readonly partyName: string;
  readonly partyKind: Party['kind'];
  readonly sphere: Party['sphere'];
  readonly state: MemberView['state'];
  readonly declaredAt: Instant;
  readonly admittedAt: Instant | null;
  readonly seatId: string | null;
  readonly seatSince: Instant | null;
  readonly charterNumber: number | null;
  readonly objectionsUntil: Instant | null;
  readonly matterId: string | null;
  readonly leavesAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly reason: string | null;
}

/** What a party comes to: the charter in force, and how things stand at the table. */
export interface Terms {
  readonly clusterState: Cluster['state'];
  readonly number: number;
  readonly sha256: string;
  readonly rules: CharterRules;
  /** Seats that are taken; counted only while the cluster is forming. */
  readonly seats: number | null;
}

const told = ({ id: memberId, clusterId, partyId }: Member) => ({ memberId, clusterId, partyId });
const wrong = ({ state }: Member, needed: string) => refuse(MemberWrongState, { state, needed });

/** Where there is a seat. */
export const hasSeat = ({ state }: Pick<Member, 'state'>): boolean => state === 'admitted' || state === 'leaving';
/** Whoever was admitted and has not gone: with a seat, or suspended. */
const belongs = (member: Member): boolean => hasSeat(member) || member.state === 'suspended';

/** F5: a party declares its readiness; nobody is enrolled by somebody else. */
export function declareReadiness(memberId: string, cluster: { readonly id: string; readonly state: Cluster['state'] }, party: Party, now: Instant) {
  if (cluster.state === 'dissolved') return refuse(ClusterDissolved);
  const { id: partyId, name: partyName, kind: partyKind, sphere } = party;
  const member: Member = {
    id: memberId, version: 0, clusterId: cluster.id, partyId, partyName, partyKind, sphere, state: 'declared', declaredAt: now, admittedAt: null, seatId: null, seatSince: null,
    charterNumber: null, objectionsUntil: null, matterId: null, leavesAt: null, endedAt: null, reason: null,
  };
  return accept(member, [ReadinessDeclared.of(told(member))]);
}

/** The charter's rule; but while a cluster is being founded and nobody sits at its table, nobody could object or vote. */
export const admissionRule = ({ clusterState, seats, rules }: Terms): CharterRules['admission'] => (clusterState === 'forming' && seats === 0 ? 'open' : rules.admission);

/** What a declared party brings when it accepts the charter; the ids are those of its seat and of the matter about it, should there be one. */
export interface Acceptance {
  readonly mandateId: string;
  /** Hash of the version that was read. */
  readonly charterSha256: string | undefined;
  readonly seatId: string;
  readonly matterId: string;
}

/** A declared party accepts the charter: under every rule its own step. What follows is the rule's: admitted at once, by silence, or by the table. */
export function askForAdmission(member: Member, terms: Terms, { mandateId, charterSha256, seatId, matterId }: Acceptance, now: Instant) {
  if (terms.clusterState === 'dissolved') return refuse(ClusterDissolved);
  if (member.state !== 'declared') return refuse(AlreadyDecided, { state: member.state });
  if (member.objectionsUntil || member.matterId) return refuse(AdmissionUnderWay);
  if (charterSha256 !== undefined && charterSha256 !== terms.sha256) return refuse(OtherCharter, { number: terms.number, sha256: terms.sha256 });
  const accepted = acceptCharter(member, terms, mandateId, now);
  const rule = admissionRule(terms);
  if (rule === 'open') return admit(accepted.state, seatId, now, accepted.events);
  const open = rule === 'consent' ? { objectionsUntil: daysAfter(now, terms.rules.objectionDays), matterId: null } : { objectionsUntil: null, matterId };
  return accept({ ...accepted.state, ...open }, [...accepted.events, AdmissionOpened.of({ ...told(member), rule, ...open })]);
}

/** A member accepts a version of the charter: what it accepted newest is what it is bound by. */
export function acceptCharter(member: Member, { number, sha256 }: Pick<Terms, 'number' | 'sha256'>, mandateId: string, now: Instant) {
  const { id: memberId, clusterId } = member;
  return accept<Member>({ ...member, charterNumber: number }, [CharterAccepted.of({ clusterId, number, sha256, memberId, mandateId, acceptedAt: now })]);
}

function admit(member: Member, seatId: string, now: Instant, before: readonly Happening[] = []) {
  const { partyKind, sphere } = member;
  const admitted: Member = { ...member, state: 'admitted', admittedAt: now, seatId, seatSince: now };
  return accept(admitted, [...before, MemberAdmitted.of({ ...told(member), partyName: openName({ kind: partyKind, name: member.partyName }), partyKind, sphere, seatId, admittedAt: now })]);
}

/** Nobody objected in time. */
export function admitBySilence(member: Member, seatId: string, now: Instant) {
  if (member.state !== 'declared' || !member.objectionsUntil || now < member.objectionsUntil) return wrong(member, 'declared');
  return admit(member, seatId, now);
}

/** The table voted for it. */
export function admitByTable(member: Member, matterId: string, seatId: string, now: Instant) {
  return member.state === 'declared' && member.matterId === matterId ? admit(member, seatId, now) : wrong(member, 'declared');
}

const endWithReason = (member: Member, declinedBy: string | null, reason: string, now: Instant) =>
  accept<Member>({ ...member, state: 'declined', endedAt: now, reason }, [MemberDeclined.of({ ...told(member), matterId: member.matterId, declinedBy, endedAt: now })]);

/** A seat objects while objections are heard. */
export function decline(member: Member, { admission }: Pick<CharterRules, 'admission'>, objection: { readonly by: string; readonly reason: string }, now: Instant) {
  if (member.state !== 'declared') return refuse(AlreadyDecided, { state: member.state });
  if (!member.objectionsUntil || now >= member.objectionsUntil) return refuse(NotByThisRule, { admission });
  return endWithReason(member, objection.by, objection.reason, now);
}

/** The table voted against it, or the cluster was dissolved while it waited. */
export function declineByItself(member: Member, reason: string, now: Instant) {
  return member.state === 'declared' ? endWithReason(member, null, reason, now) : wrong(member, 'declared');
}

export function retract(member: Member, now: Instant) {
  if (member.state !== 'declared') return refuse(AlreadyDecided, { state: member.state });
  return accept<Member>({ ...member, state: 'retracted', endedAt: now }, [DeclarationRetracted.of({ ...told(member), endedAt: now })]);
}

/**
 * A member announces that it leaves: this cannot be refused. It keeps its seat until the notice is over; one that is
 * suspended has none to keep, and may leave all the same.
 */
export function depart(member: Member, { noticeDays }: Pick<CharterRules, 'noticeDays'>, now: Instant) {
  if (!belongs(member) || member.leavesAt) return wrong(member, 'admitted');
  const leavesAt = daysAfter(now, noticeDays);
  const departing: Member = { ...member, leavesAt, state: member.state === 'suspended' ? 'suspended' : 'leaving' };
  const announced = DepartureAnnounced.of({ ...told(member), leavesAt });
  return noticeDays === 0 ? leave(departing, now, [announced]) : accept(departing, [announced]);
}

/** The notice is over. */
export function leave(member: Member, now: Instant, before: readonly Happening[] = []) {
  if (!belongs(member) || !member.leavesAt || now < member.leavesAt) return wrong(member, 'leaving');
  return accept<Member>({ ...member, ...noSeat, state: 'left', endedAt: now }, [...before, MemberLeft.of({ ...told(member), endedAt: now })]);
}

const noSeat = { seatId: null, seatSince: null } as const;

const suspended = (member: Member, matterId: string | null, reason: string | null, now: Instant) =>
  accept<Member>({ ...member, ...noSeat, state: 'suspended', matterId, reason }, [MemberSuspended.of({ ...told(member), matterId, suspendedAt: now })]);

/** A member steps back for a while. */
export function suspendItself(member: Member, reason: string | null, now: Instant) {
  return member.state === 'admitted' ? suspended(member, null, reason, now) : wrong(member, 'admitted');
}

/** By a resolution. Notice given does not protect from it, nor does having stepped back: that was its own to end. */
export function suspendByTable(member: Member, matterId: string, reason: string, now: Instant) {
  return hasSeat(member) || (member.state === 'suspended' && member.matterId === null) ? suspended(member, matterId, reason, now) : wrong(member, 'admitted');
}

function reinstated(member: Member, matterId: string | null, seatId: string, now: Instant) {
  const back = { ...member, seatId, seatSince: now, matterId, reason: null };
  const event = MemberReinstated.of({ ...told(member), matterId, seatId, reinstatedAt: now });
  // Notice that it gave still runs.
  return member.leavesAt
    ? accept<Member>({ ...back, state: 'leaving' }, [event, DepartureAnnounced.of({ ...told(member), leavesAt: member.leavesAt })])
    : accept<Member>({ ...back, state: 'admitted' }, [event]);
}

/** A member takes its seat again; where the table suspended it, only the table gives it back. */
export function reinstateItself(member: Member, seatId: string, now: Instant) {
  if (member.state !== 'suspended') return wrong(member, 'suspended');
  return member.matterId === null ? reinstated(member, null, seatId, now) : refuse(ReinstatementUndecided);
}

export function reinstateByTable(member: Member, matterId: string, seatId: string, now: Instant) {
  return member.state === 'suspended' ? reinstated(member, matterId, seatId, now) : wrong(member, 'suspended');
}

/** Whether its exclusion can be put on the table. */
export const mayBeExcluded = (member: Member) => (belongs(member) ? undefined : wrong(member, 'admitted'));

/** By a resolution of the table, when it could be heard. */
export function exclude(member: Member, matterId: string, reason: string, now: Instant) {
  if (!belongs(member)) return wrong(member, 'admitted');
  return accept<Member>({ ...member, ...noSeat, state: 'excluded', matterId, endedAt: now, reason }, [MemberExcluded.of({ ...told(member), matterId, endedAt: now })]);
}
