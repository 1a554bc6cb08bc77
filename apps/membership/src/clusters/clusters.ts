import { Collection, Database, type Work } from '@klaster/persistence';
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

  /**
   * Finds a cluster and keeps others from changing it, and from sitting down at its table, until the work ends: what is
   * read behind it in the same work stays so.
   */
  async hold(work: Work, id: string): Promise<Cluster | undefined> {
    work.hold();
    const [cluster] = await work.query<Cluster>(`SELECT ${this.columns} FROM cluster WHERE id = $1 FOR NO KEY UPDATE`, [id]);
    return cluster;
  }

  /** The same for a cluster that is still forming, and nothing of one that is not: its row need not wait for anybody. */
  async holdForming(work: Work, id: string): Promise<Cluster | undefined> {
    work.hold();
    const [cluster] = await work.query<Cluster>(`SELECT ${this.columns} FROM cluster WHERE id = $1 AND state = 'forming' FOR NO KEY UPDATE`, [id]);
    return cluster;
  }
}
