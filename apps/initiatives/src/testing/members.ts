import { MandateGranted, MemberAdmitted } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import type { Caller, Testbed } from '@klaster/testing';

/** Somebody who represents a member. */
export interface Member {
  readonly person: Caller;
  readonly memberId: string;
}

/** As membership tells of somebody who was admitted. */
export async function admit(bed: Testbed, clusterId: string, person: Caller = bed.person()): Promise<Member> {
  const [partyId, memberId, now] = [newId(), newId(), bed.clock.now()];
  await bed.tell('membership', { subject: partyId, happenings: [MandateGranted.of({ mandateId: newId(), partyId, accountId: person.accountId, scopes: ['represent', 'contribute', 'read'], validFrom: now, validUntil: null })] });
  await bed.tell('membership', {
    clusterId, subject: memberId,
    happenings: [MemberAdmitted.of({ memberId, clusterId, partyId, partyName: 'Podmiot', partyKind: 'organization', sphere: 'social', seatId: newId(), admittedAt: now })],
  });
  return { person, memberId };
}
