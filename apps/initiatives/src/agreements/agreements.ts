import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { AgreementVersion, Signature } from './agreement.js';

const columns = `initiative_id AS "initiativeId", cluster_id AS "clusterId", number, text, text_sha256 AS "textSha256", proposed_by AS "proposedBy", proposed_at AS "proposedAt"`;

/**
 * The texts of one page at most, in bytes: texts are long, and a page has to fit into one message of the bus. The first
 * of a page is always shown.
 */
const pageBytes = 400_000;

/** Versions of agreements and their signatures. Only added to, and only in a work that keeps their initiative, whose version counts them. */
@Injectable()
export class Agreements {
  addVersion(work: Work, { initiativeId, clusterId, number, text, textSha256, proposedBy, proposedAt }: AgreementVersion): void {
    work.write({
      text: 'INSERT INTO agreement_version (initiative_id, cluster_id, number, text, text_sha256, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      values: [initiativeId, clusterId, number, text, textSha256, proposedBy, proposedAt],
    });
  }

  addSignature(work: Work, { initiativeId, clusterId, number, memberId, textSha256, signedAt }: Signature): void {
    work.write({
      text: 'INSERT INTO agreement_signature (initiative_id, cluster_id, number, member_id, text_sha256, signed_at) VALUES ($1, $2, $3, $4, $5, $6)',
      values: [initiativeId, clusterId, number, memberId, textSha256, signedAt],
    });
  }

  async version(work: Work, initiativeId: string, number: number): Promise<AgreementVersion | undefined> {
    const [row] = await work.query<AgreementVersion>(`SELECT ${columns} FROM agreement_version WHERE initiative_id = $1 AND number = $2`, [initiativeId, number]);
    return row;
  }

  /** How many versions were proposed: also the number of the newest, because numbers have no gaps. */
  async proposed(work: Work, initiativeId: string): Promise<number> {
    const [row] = await work.query<{ newest: number }>('SELECT coalesce(max(number), 0) AS newest FROM agreement_version WHERE initiative_id = $1', [initiativeId]);
    return row?.newest ?? 0;
  }

  /** Versions behind a number, in order, as many as fit on a page. */
  versionsAfter(work: Work, initiativeId: string, number: number, limit: number): Promise<AgreementVersion[]> {
    return work.query<AgreementVersion>(
      `SELECT ${columns}
         FROM (SELECT *, sum(octet_length(text)) OVER (ORDER BY number) - octet_length(text) AS bytes_before
                 FROM agreement_version WHERE initiative_id = $1 AND number > $2) AS version
        WHERE bytes_before = 0 OR bytes_before + octet_length(text) <= $4 ORDER BY number LIMIT $3`,
      [initiativeId, number, limit, pageBytes],
    );
  }

  /** The signatures under all versions of an initiative, in the order in which they were given. */
  signatures(work: Work, initiativeId: string): Promise<Signature[]> {
    return work.query<Signature>(
      `SELECT initiative_id AS "initiativeId", cluster_id AS "clusterId", number, member_id AS "memberId", text_sha256 AS "textSha256", signed_at AS "signedAt"
         FROM agreement_signature WHERE initiative_id = $1 ORDER BY signed_at, member_id`,
      [initiativeId],
    );
  }
}
