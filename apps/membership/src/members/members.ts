import type { Member as MemberView } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Member } from './member.js';

export const memberSchema = new EntitySchema<Member>({
  name: 'member',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    partyId: { type: 'uuid' },
    partyName: { type: 'text' },
    partyKind: { type: 'text' },
    sphere: { type: 'text' },
    state: { type: 'text' },
    declaredAt: { type: 'timestamptz' },
    admittedAt: { type: 'timestamptz', nullable: true },
    seatId: { type: 'uuid', nullable: true },
    seatSince: { type: 'timestamptz', nullable: true },
    charterNumber: { type: 'int', nullable: true },
    objectionsUntil: { type: 'timestamptz', nullable: true },
    matterId: { type: 'uuid', nullable: true },
    leavesAt: { type: 'timestamptz', nullable: true },
    endedAt: { type: 'timestamptz', nullable: true },
    reason: { type: 'text', nullable: true },
  },
});

@Injectable()
export class Members extends Collection<Member> {
  constructor(database: Database) {
    super(database, memberSchema);
  }

  /**
   * Finds a member in order to change it: nobody else does, and neither its party's name nor what of the charter it
   * has accepted changes, until the work ends. Every change of a member begins so, because versions count neither.
   */
  async hold(work: Work, id: string): Promise<Member | undefined> {
    work.hold();
    const [member] = await work.query<Member>(`SELECT ${this.columns} FROM member WHERE id = $1 FOR NO KEY UPDATE`, [id]);
    return member;
  }
}

/** A member as clients see it: its seat stands among the seats. */
export const showMember = ({ seatId: _id, seatSince: _since, ...member }: Member): MemberView => member;

/** The same for lists: `member m`. */
export const shownMember = `m.id, m.version, m.cluster_id AS "clusterId", m.party_id AS "partyId", m.party_name AS "partyName", m.party_kind AS "partyKind",
  m.sphere, m.state, instant(m.declared_at) AS "declaredAt", instant(m.admitted_at) AS "admittedAt", m.charter_number AS "charterNumber",
  instant(m.objections_until) AS "objectionsUntil", m.matter_id AS "matterId", instant(m.leaves_at) AS "leavesAt", instant(m.ended_at) AS "endedAt", m.reason`;
