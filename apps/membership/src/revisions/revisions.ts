import type { Revision as RevisionView } from '@klaster/contracts';
import { newId, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { Revision } from './revision.js';

const columns = `matter_id AS "matterId", number, title, text, text_sha256 AS "textSha256", options, revised_by AS "revisedBy", revised_at AS "revisedAt", taken_from AS "takenFrom"`;

/** What matters say and have said. Only added to, and only in a work that keeps the matter, whose number of the revision counts them. */
@Injectable()
export class Revisions {
  add(work: Work, { matterId, clusterId, number, title, text, textSha256, options, revisedBy, revisedAt, takenFrom }: Revision): void {
    work.write({
      text: `INSERT INTO revision (matter_id, cluster_id, number, id, title, text, text_sha256, options, revised_by, revised_at, taken_from)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      values: [matterId, clusterId, number, newId(), title, text, textSha256, JSON.stringify(options), revisedBy, revisedAt, takenFrom],
    });
  }

  async find(work: Work, matterId: string, number: number): Promise<RevisionView | undefined> {
    const [row] = await work.query<RevisionView>(`SELECT ${columns} FROM revision WHERE matter_id = $1 AND number = $2`, [matterId, number]);
    return row;
  }
}
