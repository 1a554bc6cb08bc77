import { Collection, Database } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Remark } from './remark.js';

export const remarkSchema = new EntitySchema<Remark>({
  name: 'remark',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    contributionId: { type: 'uuid' },
    memberId: { type: 'uuid' },
    text: { type: 'text' },
    madeAt: { type: 'timestamptz' },
  },
});

@Injectable()
export class Remarks extends Collection<Remark> {
  constructor(database: Database) {
    super(database, remarkSchema);
  }
}
