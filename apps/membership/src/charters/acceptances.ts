import type { CharterAcceptance } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';

export const shownAcceptance = 'a.cluster_id AS "clusterId", a.member_id AS "memberId", a.number, a.mandate_id AS "mandateId", a.sha256, instant(a.accepted_at) AS "acceptedAt"';

/** Which member has accepted which version of the charter, by which mandate. Only added to. */
@Injectable()
export class Acceptances {
  add(work: Work, { clusterId, memberId, number, mandateId, sha256, acceptedAt }: CharterAcceptance): void {
    work.write({
      text: 'INSERT INTO charter_acceptance (cluster_id, member_id, number, mandate_id, account_id, sha256, accepted_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      values: [clusterId, memberId, number, mandateId, work.origin.accountId, sha256, acceptedAt],
    });
  }

  async find(work: Work, memberId: string, number: number): Promise<CharterAcceptance | undefined> {
    const [row] = await work.query<CharterAcceptance>(
      `SELECT ${shownAcceptance} FROM charter_acceptance a WHERE a.member_id = $1 AND a.number = $2`,
      [memberId, number],
    );
    return row;
  }
}
