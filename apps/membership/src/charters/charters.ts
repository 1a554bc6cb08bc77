import type { CharterVersion } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
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

/** The texts of one page at most, in bytes: a page has to fit into one message of the bus. The first of a page is always shown. */
const pageBytes = 400_000;

@Injectable()
export class Charters extends Collection<Charter> {
  constructor(database: Database) {
    super(database, charterSchema);
  }

  /**
   * Keeps the charter in force as it is until the work ends: `shared` with others who accept it, `exclusive` for who
   * replaces it or drafts the next. Taken before any row is.
   */
  hold(work: Work, clusterId: string, mode: 'shared' | 'exclusive'): void {
    work.hold();
    work.lock(`charters ${clusterId}`, mode);
  }

  async numbered(work: Work, clusterId: string, number: number): Promise<Charter | undefined> {
    const [charter] = await work.query<Charter>(`SELECT ${this.columns} FROM charter_version WHERE cluster_id = $1 AND number = $2`, [clusterId, number]);
    return charter;
  }

  async inForce(work: Work, clusterId: string): Promise<Charter | undefined> {
    const [charter] = await work.query<Charter>(`SELECT ${this.columns} FROM charter_version WHERE cluster_id = $1 AND state = 'adopted'`, [clusterId]);
    return charter;
  }

  /** The newest version that was ever in force, of those numbered below: what a version changes is seen against it. */
  async before(work: Work, clusterId: string, number: number): Promise<Charter | undefined> {
    const [charter] = await work.query<Charter>(
      `SELECT ${this.columns} FROM charter_version WHERE cluster_id = $1 AND number < $2 AND adopted_at IS NOT NULL ORDER BY number DESC LIMIT 1`,
      [clusterId, number],
    );
    return charter;
  }

  /** The number of the newest version; numbers have no gaps. */
  async newest(work: Work, clusterId: string): Promise<number> {
    const [row] = await work.query<{ newest: number }>('SELECT coalesce(max(number), 0) AS newest FROM charter_version WHERE cluster_id = $1', [clusterId]);
    return row?.newest ?? 0;
  }

  /** Versions numbered below, newest first, as many as fit on a page. */
  below(work: Work, clusterId: string, number: number, limit: number): Promise<Charter[]> {
    return work.query<Charter>(
      `SELECT ${this.columns}
         FROM (SELECT *, sum(octet_length(text::text)) OVER (ORDER BY number DESC) - octet_length(text::text) AS bytes_before
                 FROM charter_version WHERE cluster_id = $1 AND number < $2) AS version
        WHERE bytes_before = 0 OR bytes_before + octet_length(text::text) <= $4 ORDER BY number DESC LIMIT $3`,
      [clusterId, number, limit, pageBytes],
    );
  }
}

/** A version as clients see it: known by its number. */
export const showCharter = ({ id: _, ...charter }: Charter): CharterVersion => charter;
