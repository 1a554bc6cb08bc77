import { Collection, Database } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Charter } from './charter.js';

export const charterSchema = new EntitySchema<Charter>({
  name: 'charter_version',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    number: { type: 'int' },
    state: { type: 'text' },
    text: { type: 'jsonb' },
    rules: { type: 'jsonb' },
    editorial: { type: 'boolean' },
    sha256: { type: 'text' },
    proposedBy: { type: 'uuid', nullable: true },
    proposedAt: { type: 'timestamptz' },
    adoptedAt: { type: 'timestamptz', nullable: true },
    supersededAt: { type: 'timestamptz', nullable: true },
    matterId: { type: 'uuid', nullable: true },
  },
});

@Injectable()
export class Charters extends Collection<Charter> {
  constructor(database: Database) {
    super(database, charterSchema);
  }
}
