import type { Member as MemberView } from '@klaster/contracts';
import { Collection, Database } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Party } from '../parties/party.js';
import type { Member } from './member.js';

export const memberSchema = new EntitySchema<Member>({
  name: 'member',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    partyId: { type: 'uuid' },
    state: { type: 'text' },
    declaredAt: { type: 'timestamptz' },
    admittedAt: { type: 'timestamptz', nullable: true },
    seatId: { type: 'uuid', nullable: true },
  },
});

@Injectable()
export class Members extends Collection<Member> {
  constructor(database: Database) {
    super(database, memberSchema);
  }
}

/** A member as clients see it, with what they need to know of its party. */
export const showMember = ({ seatId: _, ...member }: Member, party: Pick<Party, 'name' | 'kind' | 'sphere'>): MemberView => ({
  ...member,
  partyName: party.name,
  partyKind: party.kind,
  sphere: party.sphere,
});

/** The same for lists: `member m JOIN party p`. */
export const shownMember = `m.id, m.version, m.cluster_id AS "clusterId", m.party_id AS "partyId", p.name AS "partyName", p.kind AS "partyKind",
  p.sphere, m.state, instant(m.declared_at) AS "declaredAt", instant(m.admitted_at) AS "admittedAt"`;
