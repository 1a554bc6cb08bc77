import { accept, type Attendance as AttendanceView, AttendanceUnfit, type Instant, NotFacilitator, refuse, SeatAttended } from '@klaster/contracts';
import { type Assembly, barIn, type Duties } from '../assemblies/assembly.js';

/** A seat attends an assembly. */
export interface Attendance extends Omit<AttendanceView, 'partyName'> {
  readonly version: number;
  readonly clusterId: string;
}

/** What is known of the seat that is to be written down. */
export interface Seat {
  readonly memberId: string;
  /** Whether the member has a seat at this table. */
  readonly sits: boolean;
  /** The member that represents it at this assembly, by a current delegation. */
  readonly delegatedTo: string | null;
}

/**
 * A seat that says itself that it attends is there itself, whomever it has delegated to. Whoever represents it, and whoever
 * keeps the minutes, writes it down as represented where it is.
 */
export function attend(id: string, assembly: Assembly, seat: Seat, by: Duties, now: Instant) {
  const own = seat.memberId === by.memberId;
  if (!own && !by.keepsMinutes && seat.delegatedTo !== by.memberId) return refuse(NotFacilitator);
  const barred = barIn(assembly, ['in-session']);
  if (barred) return barred;
  if (!seat.sits) return refuse(AttendanceUnfit);
  const attendance: Attendance = {
    id, version: 0, clusterId: assembly.clusterId, assemblyId: assembly.id, memberId: seat.memberId, representedBy: own ? null : seat.delegatedTo, recordedBy: by.memberId, arrivedAt: now,
  };
  const { id: attendanceId, version: _, ...told } = attendance;
  return accept(attendance, [SeatAttended.of({ attendanceId, ...told })]);
}
