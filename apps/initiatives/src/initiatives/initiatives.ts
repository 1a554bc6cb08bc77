import { NotFound, refuse, type Refusal, StaleVersion } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Initiative } from './initiative.js';

export const initiativeSchema = new EntitySchema<Initiative>({
  name: 'initiative',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    title: { type: 'text' },
    summary: { type: 'text' },
    novelty: { type: 'text' },
    state: { type: 'text' },
    broughtBy: { type: 'uuid' },
    createdAt: { type: 'timestamptz' },
    startedAt: { type: 'timestamptz', nullable: true },
    closingAt: { type: 'timestamptz', nullable: true },
    endedAt: { type: 'timestamptz', nullable: true },
    reason: { type: 'text', nullable: true },
  },
});

@Injectable()
export class Initiatives extends Collection<Initiative> {
  constructor(database: Database) {
    super(database, initiativeSchema);
  }

  /**
   * Finds an initiative in order to change it or its partnership, and keeps others from doing so until the work ends.
   * The version alone would be safe, but where a whole table joins at once most would be sent away as too slow.
   * What is read behind it in the same work is what the version counts.
   */
  async hold(work: Work, id: string, expectedVersion?: number): Promise<Initiative | Refusal<'not-found' | 'stale-version'>> {
    work.hold();
    const [initiative] = await work.query<Initiative>(`SELECT ${this.columns} FROM initiative WHERE id = $1 FOR UPDATE`, [id]);
    if (!initiative) return refuse(NotFound);
    return expectedVersion === undefined || expectedVersion === initiative.version ? initiative : refuse(StaleVersion);
  }
  /** Finds an initiative and keeps it from changing until the work ends, beside others who do the same: for what may not be written any more once it is closed. */
  async keepStill(work: Work, id: string): Promise<Initiative | Refusal<'not-found'>> {
    work.hold();
    const [initiative] = await work.query<Initiative>(`SELECT ${this.columns} FROM initiative WHERE id = $1 FOR SHARE`, [id]);
    return initiative ?? refuse(NotFound);
  }
}
