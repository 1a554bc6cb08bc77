import type { Accepted, Attendance as AttendanceView } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Attendance, Seat } from './attendance.js';

export const attendanceSchema = new EntitySchema<Attendance>({
  name: 'attendance',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    assemblyId: { type: 'uuid' },
    memberId: { type: 'uuid' },
    representedBy: { type: 'uuid', nullable: true },
    recordedBy: { type: 'uuid' },
    arrivedAt: { type: 'timestamptz' },
  },
});

@Injectable()
export class Attendances extends Collection<Attendance> {
  constructor(database: Database) {
    super(database, attendanceSchema);
  }

  /** Writes down a seat, once: where somebody else was quicker, the whole work is tried again and finds what they wrote. */
  override add(work: Work, { state, events }: Accepted<Attendance>): Attendance {
    const kept = { ...state, version: events.length };
    const { text, values } = this.table.insert(kept);
    work.write({ text: `${text} ON CONFLICT ON CONSTRAINT attendance_seat DO NOTHING`, values, expectOne: true });
    work.tell(state.id, 1, events);
    return kept;
  }

  /** The attendance of a seat as it was written down, where it was. */
  async ofSeat(work: Work, assemblyId: string, memberId: string): Promise<AttendanceView | undefined> {
    const [row] = await work.query<AttendanceView>(`SELECT ${shownAttendance} FROM ${attended} WHERE a.assembly_id = $1 AND a.member_id = $2`, [assemblyId, memberId]);
    return row;
  }

  /** What has to be known of a seat before it is written down. A holder that has lost its own seat represents nobody. */
  async seat(work: Work, assemblyId: string, memberId: string): Promise<Seat & { readonly partyName: string }> {
    const [row] = await work.query<Omit<Seat, 'memberId'> & { readonly partyName: string }>(
      `SELECT true AS sits, m.party_name AS "partyName", holder.member_id AS "delegatedTo"
         FROM seat s JOIN member m ON m.id = s.member_id
         LEFT JOIN delegation d ON d.assembly_id = $1 AND d.from_member = s.member_id AND d.ended_at IS NULL
         LEFT JOIN seat holder ON holder.member_id = d.to_member
        WHERE s.member_id = $2`,
      [assemblyId, memberId],
    );
    return { memberId, ...(row ?? { sits: false, partyName: '', delegatedTo: null }) };
  }
}

/** Attendance as clients see it. */
export const attended = 'attendance a JOIN member m ON m.id = a.member_id';
export const shownAttendance = `a.id, a.assembly_id AS "assemblyId", a.member_id AS "memberId", m.party_name AS "partyName", a.represented_by AS "representedBy",
  a.recorded_by AS "recordedBy", instant(a.arrived_at) AS "arrivedAt"`;
