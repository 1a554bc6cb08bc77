import { Collection, Database } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Interest } from './interest.js';

export const interestSchema = new EntitySchema<Interest>({
  name: 'interest',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    memberId: { type: 'uuid' },
    matterId: { type: 'uuid', nullable: true },
    initiativeId: { type: 'uuid', nullable: true },
    partnerId: { type: 'uuid', nullable: true },
    text: { type: 'text' },
    declaredAt: { type: 'timestamptz' },
  },
});

@Injectable()
export class Interests extends Collection<Interest> {
  constructor(database: Database) {
    super(database, interestSchema);
  }
}

/** An interest as clients see it: `interest i`. */
export const shownInterest = `i.id, i.version, i.cluster_id AS "clusterId", i.member_id AS "memberId", i.matter_id AS "matterId",
  i.initiative_id AS "initiativeId", i.partner_id AS "partnerId", i.text, instant(i.declared_at) AS "declaredAt"`;
