import { accept, AlreadyDecided, type Decision, type Instant, MemberAdmitted, type Member as MemberView, ReadinessDeclared, refuse } from '@klaster/contracts';
import { openName, type Party } from '../parties/party.js';

/** A party's membership in a cluster. */
export interface Member {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly partyId: string;
  readonly state: MemberView['state'];
  readonly declaredAt: Instant;
  readonly admittedAt: Instant | null;
  readonly seatId: string | null;
}

/** F5: a party declares its readiness; nobody is enrolled by somebody else. */
export function declareReadiness(memberId: string, clusterId: string, partyId: string, now: Instant) {
  const member: Member = { id: memberId, version: 0, clusterId, partyId, state: 'declared', declaredAt: now, admittedAt: null, seatId: null };
  return accept(member, [ReadinessDeclared.of({ memberId, clusterId, partyId })]);
}

/** Under the rule "open" a declared party is admitted on accepting the charter, and has its one seat. */
export function admit(member: Member, party: Party, seatId: string, now: Instant): Decision<Member, 'already-decided'> {
  if (member.state !== 'declared') return refuse(AlreadyDecided, { state: member.state });
  const admitted: Member = { ...member, state: 'admitted', admittedAt: now, seatId };
  const { id: memberId, clusterId, partyId } = admitted;
  const event = MemberAdmitted.of({ memberId, clusterId, partyId, partyName: openName(party), partyKind: party.kind, sphere: party.sphere, seatId, admittedAt: now });
  return accept(admitted, [event]);
}
