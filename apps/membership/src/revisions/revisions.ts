import type { Revision as RevisionView } from '@klaster/contracts';
import { newId, type Work } from '@klaster/persistence';
import type { Revision } from './revision.js';

/** Revisions are only added, and only in a work that keeps the matter, whose number of the revision counts them. */
export function addRevision(work: Work, { matterId, clusterId, number, title, text, textSha256, options, revisedBy, revisedAt, takenFrom }: Revision): void {
  work.write({
    text: `INSERT INTO revision (matter_id, cluster_id, number, id, title, text, text_sha256, options, revised_by, revised_at, taken_from)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [matterId, clusterId, number, newId(), title, text, textSha256, JSON.stringify(options), revisedBy, revisedAt, takenFrom],
  });
}

/** A revision as clients see it: `revision r`. */
export const shownRevision = `r.matter_id AS "matterId", r.number, r.title, r.text, r.text_sha256 AS "textSha256", r.options, r.revised_by AS "revisedBy",
  instant(r.revised_at) AS "revisedAt", r.taken_from AS "takenFrom"`;

export async function findRevision(work: Work, matterId: string, number: number): Promise<RevisionView | undefined> {
  const [revision] = await work.query<RevisionView>(`SELECT ${shownRevision} FROM revision r WHERE r.matter_id = $1 AND r.number = $2`, [matterId, number]);
  return revision;
}
