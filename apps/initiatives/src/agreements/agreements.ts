import type { AgreementTerms, Instant } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { AgreementVersion, Signature } from './agreement.js';

const columns = `v.initiative_id AS "initiativeId", v.cluster_id AS "clusterId", v.number, v.terms, v.text, v.canonical, v.sha256, v.signatories, v.proposed_by AS "proposedBy", v.proposed_at AS "proposedAt", f.since AS "inForceSince"`;
const from = 'agreement_version v LEFT JOIN agreement_in_force f ON f.initiative_id = v.initiative_id AND f.number = v.number';

/**
 * The texts of one page at most, in bytes: texts are long, and a page has to fit into one message of the bus. The first
 * of a page is always shown.
 */
const pageBytes = 400_000;

/** A version that is, or was, in force. */
export interface VersionInForce {
  readonly number: number;
  readonly terms: AgreementTerms;
  readonly signatories: readonly string[];
  readonly since: Instant;
}

/** Versions of agreements and their signatures. Only added to, and only in a work that keeps their initiative, whose version counts them. */
@Injectable()
export class Agreements {
  addVersion(work: Work, { initiativeId, clusterId, number, terms, text, canonical, sha256, signatories, proposedBy, proposedAt }: AgreementVersion): void {
    work.write({
      text: 'INSERT INTO agreement_version (initiative_id, cluster_id, number, terms, text, canonical, sha256, signatories, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
      values: [initiativeId, clusterId, number, JSON.stringify(terms), text, canonical, sha256, signatories, proposedBy, proposedAt],
    });
  }

  addSignature(work: Work, { initiativeId, clusterId, number, memberId, mandateId, sha256, signedAt }: Signature): void {
    work.write({
      text: 'INSERT INTO agreement_signature (initiative_id, cluster_id, number, member_id, mandate_id, sha256, signed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      values: [initiativeId, clusterId, number, memberId, mandateId, sha256, signedAt],
    });
  }

  /** A version comes into force: the last signature is written with it. */
  bringIntoForce(work: Work, { initiativeId, clusterId, number }: Pick<AgreementVersion, 'initiativeId' | 'clusterId' | 'number'>, since: Instant): void {
    work.write({ text: 'INSERT INTO agreement_in_force (initiative_id, cluster_id, number, since) VALUES ($1, $2, $3, $4)', values: [initiativeId, clusterId, number, since] });
  }

  async version(work: Work, initiativeId: string, number: number): Promise<AgreementVersion | undefined> {
    const [row] = await work.query<AgreementVersion>(`SELECT ${columns} FROM ${from} WHERE v.initiative_id = $1 AND v.number = $2`, [initiativeId, number]);
    return row;
  }

  /** The newest version, in force or not. */
  async newest(work: Work, initiativeId: string): Promise<AgreementVersion | undefined> {
    const [row] = await work.query<AgreementVersion>(`SELECT ${columns} FROM ${from} WHERE v.initiative_id = $1 ORDER BY v.number DESC LIMIT 1`, [initiativeId]);
    return row;
  }

  /** All versions that are or were in force, oldest first: each from its `since` until the next. A later one never has the smaller number. */
  inForce(work: Work, initiativeId: string): Promise<VersionInForce[]> {
    return work.query<VersionInForce>(`SELECT v.number, v.terms, v.signatories, f.since FROM agreement_in_force f JOIN agreement_version v USING (initiative_id, number) WHERE f.initiative_id = $1 ORDER BY f.number`, [initiativeId]);
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
         FROM (SELECT *, sum(octet_length(canonical)) OVER (ORDER BY number) - octet_length(canonical) AS bytes_before
                 FROM agreement_version WHERE initiative_id = $1 AND number > $2) AS v
         LEFT JOIN agreement_in_force f ON f.initiative_id = v.initiative_id AND f.number = v.number
        WHERE bytes_before = 0 OR bytes_before + octet_length(canonical) <= $4 ORDER BY v.number LIMIT $3`,
      [initiativeId, number, limit, pageBytes],
    );
  }

  /** The signatures under all versions of an initiative, in the order in which they were given. */
  signatures(work: Work, initiativeId: string): Promise<Signature[]> {
    return work.query<Signature>(
      `SELECT initiative_id AS "initiativeId", cluster_id AS "clusterId", number, member_id AS "memberId", mandate_id AS "mandateId", sha256, signed_at AS "signedAt"
         FROM agreement_signature WHERE initiative_id = $1 ORDER BY signed_at, member_id`,
      [initiativeId],
    );
  }
}
