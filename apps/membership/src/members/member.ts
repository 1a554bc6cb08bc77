import { accept, AlreadyDecided, type Decision, type Instant, MemberAdmitted, type Member as MemberView, ReadinessDeclared, refuse } from '@klaster/contracts';
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
  readonly charterNumber: number | null;
  readonly objectionsUntil: Instant | null;
  readonly matterId: string | null;
  readonly leavesAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly reason: string | null;
}

/** F5: a party declares its readiness; nobody is enrolled by somebody else. */
export function declareReadiness(memberId: string, clusterId: string, party: Party, now: Instant) {
  const { id: partyId, name: partyName, kind: partyKind, sphere } = party;
  const member: Member = {
    id: memberId, version: 0, clusterId, partyId, partyName, partyKind, sphere, state: 'declared', declaredAt: now, admittedAt: null, seatId: null,
    charterNumber: null, objectionsUntil: null, matterId: null, leavesAt: null, endedAt: null, reason: null,
  };
  return accept(member, [ReadinessDeclared.of({ memberId, clusterId, partyId })]);
}

/** Under the rule "open" a declared party is admitted on accepting the charter, and has its one seat. */
export function admit(member: Member, party: Party, seatId: string, now: Instant): Decision<Member, 'already-decided'> {
  if (member.state !== 'declared') return refuse(AlreadyDecided, { state: member.state });
  const admitted: Member = { ...member, state: 'admitted', admittedAt: now, seatId, charterNumber: 1 };
  const { id: memberId, clusterId, partyId } = admitted;
  const event = MemberAdmitted.of({ memberId, clusterId, partyId, partyName: openName(party), partyKind: party.kind, sphere: party.sphere, seatId, admittedAt: now });
  return accept(admitted, [event]);
}
