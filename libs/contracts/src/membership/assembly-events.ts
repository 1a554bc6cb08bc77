import { z } from 'zod';
import { event } from '../core/event.js';
import { Id, Instant, Sha256 } from '../core/values.js';

const told = { assemblyId: Id, clusterId: Id };

export const AssemblyScheduled = event({
  name: 'membership.assembly.scheduled',
  version: 1,
  summary: 'An assembly was scheduled',
  data: z.strictObject({ ...told, startsAt: Instant, endsAt: Instant, scheduledBy: Id }),
});
export const AssemblyChanged = event({
  name: 'membership.assembly.changed',
  version: 1,
  summary: 'An assembly was moved, or what is said of it corrected',
  data: z.strictObject({ ...told, startsAt: Instant, endsAt: Instant }),
});
export const AgendaSet = event({
  name: 'membership.agenda.set',
  version: 1,
  summary: 'An assembly has another agenda',
  data: z.strictObject({ ...told, matterIds: z.array(Id), items: z.int() }),
});
export const AssemblyCancelled = event({
  name: 'membership.assembly.cancelled',
  version: 1,
  summary: 'An assembly was called off',
  data: z.strictObject(told),
});
export const AssemblyOpened = event({
  name: 'membership.assembly.opened',
  version: 1,
  summary: 'An assembly is in session',
  data: z.strictObject({ ...told, openedAt: Instant }),
});
export const AssemblyClosed = event({
  name: 'membership.assembly.closed',
  version: 1,
  summary: 'An assembly has closed, and its minutes are drafted',
  data: z.strictObject({ ...told, closedAt: Instant, attendance: z.int(), minutesSha256: Sha256 }),
});
export const SeatAttended = event({
  name: 'membership.seat.attended',
  version: 1,
  summary: 'A seat attends an assembly',
  data: z.strictObject({ ...told, attendanceId: Id, memberId: Id, representedBy: Id.nullable(), recordedBy: Id, arrivedAt: Instant }),
});
export const MinutesWritten = event({
  name: 'membership.minutes.written',
  version: 1,
  summary: 'The draft of the minutes was completed',
  data: z.strictObject({ ...told, minutesSha256: Sha256, writtenBy: Id }),
});
export const MinutesApproved = event({
  name: 'membership.minutes.approved',
  version: 1,
  summary: 'The minutes of an assembly were approved',
  data: z.strictObject({ ...told, minutesSha256: Sha256, approvedBy: Id, approvedAt: Instant }),
});
