import { Collection, Database } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Cluster } from './cluster.js';

export const clusterSchema = new EntitySchema<Cluster>({
  name: 'cluster',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    name: { type: 'text' },
    purpose: { type: 'text' },
    municipality: { type: 'text' },
    state: { type: 'text' },
    charterNumber: { type: 'int' },
    rules: { type: 'jsonb' },
    createdAt: { type: 'timestamptz' },
  },
});

@Injectable()
export class Clusters extends Collection<Cluster> {
  constructor(database: Database) {
    super(database, clusterSchema);
  }
}
