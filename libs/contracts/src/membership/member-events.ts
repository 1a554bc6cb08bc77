import { z } from 'zod';
import { event } from '../core/event.js';
import { Id, Instant } from '../core/values.js';
import { admissionRules } from './charters.js';
import { partyKinds, spheres } from './parties.js';

const told = { memberId: Id, clusterId: Id, partyId: Id };

export const ReadinessDeclared = event({
  name: 'membership.member.declared',
  version: 1,
  summary: 'A party declared its readiness to work together',
  data: z.strictObject(told),
});
export const AdmissionOpened = event({
  name: 'membership.admission.opened',
  version: 1,
  summary: 'A declared party accepted the charter, and its admission is up to the others: until objections are due, or by a matter on the table',
  data: z.strictObject({ ...told, rule: z.enum(admissionRules), objectionsUntil: Instant.nullable(), matterId: Id.nullable() }),
});
export const MemberAdmitted = event({
  name: 'membership.member.admitted',
  version: 1,
  summary: 'A party was admitted and has its seat. The name of a natural person is personal data and stays out.',
  data: z.strictObject({
    ...told,
    partyName: z.string().nullable(),
    partyKind: z.enum(partyKinds),
    sphere: z.enum(spheres),
    seatId: Id,
    admittedAt: Instant,
  }),
});
export const MemberDeclined = event({
  name: 'membership.member.declined',
  version: 1,
  summary: 'A party was not admitted; the reason is told to it',
  data: z.strictObject({ ...told, matterId: Id.nullable(), declinedBy: Id.nullable().meta({ description: 'The member that objected' }), endedAt: Instant }),
});
export const DeclarationRetracted = event({
  name: 'membership.member.retracted',
  version: 1,
  summary: 'A party took its declaration back',
  data: z.strictObject({ ...told, endedAt: Instant }),
});
export const DepartureAnnounced = event({
  name: 'membership.member.departing',
  version: 1,
  summary: 'A member announced that it leaves; until then it keeps its seat',
  data: z.strictObject({ ...told, leavesAt: Instant }),
});
export const MemberLeft = event({
  name: 'membership.member.left',
  version: 1,
  summary: 'A member has left, and has no seat any more',
  data: z.strictObject({ ...told, endedAt: Instant }),
});
export const MemberSuspended = event({
  name: 'membership.member.suspended',
  version: 1,
  summary: 'A membership is suspended: no seat, nothing done for the member but reading',
  data: z.strictObject({ ...told, matterId: Id.nullable(), suspendedAt: Instant }),
});
export const MemberReinstated = event({
  name: 'membership.member.reinstated',
  version: 1,
  summary: 'A suspended member has its seat again',
  data: z.strictObject({ ...told, matterId: Id.nullable(), seatId: Id, reinstatedAt: Instant }),
});
export const MemberExcluded = event({
  name: 'membership.member.excluded',
  version: 1,
  summary: 'The table excluded a member',
  data: z.strictObject({ ...told, matterId: Id, endedAt: Instant }),
});
