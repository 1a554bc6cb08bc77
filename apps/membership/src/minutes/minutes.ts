import type { Minutes as MinutesView } from '@klaster/contracts';
import { Database, type Table, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Minutes } from './minute.js';
import type { Sheet } from './pdf/sheet.js';

export const minutesSchema = new EntitySchema<Minutes>({
  name: 'minutes',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    assemblyId: { type: 'uuid' },
    text: { type: 'jsonb' },
    sha256: { type: 'text' },
    writtenBy: { type: 'uuid', nullable: true },
    writtenAt: { type: 'timestamptz' },
    approvedBy: { type: 'uuid', nullable: true },
    approvedAt: { type: 'timestamptz', nullable: true },
  },
});

/** Minutes are part of their assembly: they are kept with it, have its version, and its journal tells of them. */
@Injectable()
export class MinutesOfAssemblies {
  private readonly table: Table<Minutes>;

  constructor(database: Database) {
    this.table = database.table(minutesSchema);
  }

  async of(work: Work, assemblyId: string): Promise<Minutes | undefined> {
    const [row] = await work.query<Minutes>(`SELECT ${this.table.columns} FROM minutes WHERE assembly_id = $1`, [assemblyId]);
    return row;
  }

  /** What documents say of them. */
  async sheet(work: Work, assemblyId: string): Promise<Sheet | undefined> {
    const [row] = await work.query<Sheet>(
      `SELECT a.title, a.starts_at AS "startsAt", m.text, m.sha256, m.written_at AS "writtenAt", m.approved_at AS "approvedAt", approver.party_name AS "approvedBy"
         FROM minutes m JOIN assembly a ON a.id = m.assembly_id LEFT JOIN member approver ON approver.id = m.approved_by WHERE m.assembly_id = $1`,
      [assemblyId],
    );
    return row;
  }

  /** @param version of the assembly that they are kept with */
  add(work: Work, minutes: Minutes, version: number): void {
    work.write(this.table.insert({ ...minutes, version }));
  }

  /** @param version of the assembly that they are kept with */
  keep(work: Work, minutes: Minutes, version: number): Minutes {
    const kept = { ...minutes, version };
    work.write(this.table.update(kept, minutes.version));
    return kept;
  }
}

/** Minutes as clients see them. */
export const showMinutes = ({ id: _, clusterId: _cluster, ...minutes }: Minutes): MinutesView => minutes;
