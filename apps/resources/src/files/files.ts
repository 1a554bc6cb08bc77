import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { File, Room } from './file.js';

export const fileSchema = new EntitySchema<File>({
  name: 'file',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    sha256: { type: 'text' },
    name: { type: 'text' },
    size: { type: 'int' },
    mediaType: { type: 'text' },
    keptBy: { type: 'uuid' },
    keptAt: { type: 'timestamptz' },
  },
});

/** As the table has it for a cluster that keeps nothing yet. */
const untouched: Room = { bytes: 0, mostBytes: 1024 ** 3 };

@Injectable()
export class Files extends Collection<File> {
  constructor(database: Database) {
    super(database, fileSchema);
  }

  /** The file that this member has sent. */
  async findSent(work: Work, clusterId: string, memberId: string, sha256: string): Promise<File | undefined> {
    const [file] = await work.query<File>(`SELECT ${this.columns} FROM file WHERE cluster_id = $1 AND kept_by = $2 AND sha256 = $3`, [clusterId, memberId, sha256]);
    return file;
  }

  /** A file that this member may know of: one that it has sent, or one that shows something in its cluster. */
  async findVisible(work: Work, clusterId: string, memberId: string, sha256: string): Promise<File | undefined> {
    const [file] = await work.query<File>(
      `SELECT ${this.columns} FROM file WHERE cluster_id = $1 AND sha256 = $3
          AND (kept_by = $2 OR EXISTS (SELECT FROM contribution_evidence WHERE cluster_id = $1 AND sha256 = $3) OR EXISTS (SELECT FROM purse_evidence WHERE cluster_id = $1 AND sha256 = $3))
        ORDER BY kept_by <> $2, id LIMIT 1`,
      [clusterId, memberId, sha256],
    );
    return file;
  }

  async roomOf(work: Work, clusterId: string): Promise<Room> {
    const [room] = await work.query<Room>('SELECT bytes, most_bytes AS "mostBytes" FROM file_room WHERE cluster_id = $1', [clusterId]);
    return room ?? untouched;
  }
}
