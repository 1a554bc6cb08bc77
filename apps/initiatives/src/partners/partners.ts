import type { Partner as PartnerView } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { Partner } from './partner.js';

/** The partners of initiatives. Only added to, and only in a work that keeps their initiative, whose version counts them. */
@Injectable()
export class Partners {
  add(work: Work, { initiativeId, clusterId, memberId, place, coordinator, joinedAt }: Partner): void {
    work.write({
      text: 'INSERT INTO initiative_partner (initiative_id, cluster_id, member_id, place, coordinator, joined_at) VALUES ($1, $2, $3, $4, $5, $6)',
      values: [initiativeId, clusterId, memberId, place, coordinator, joinedAt],
    });
  }

  /** All partners of an initiative, in the order in which they joined. */
  of(work: Work, initiativeId: string): Promise<Partner[]> {
    return work.query<Partner>(
      `SELECT initiative_id AS "initiativeId", cluster_id AS "clusterId", member_id AS "memberId", place, coordinator, joined_at AS "joinedAt"
         FROM initiative_partner WHERE initiative_id = $1 ORDER BY place`,
      [initiativeId],
    );
  }

  /** The names of an initiative's partners by member; a natural person's is not known here. */
  async namesOf(work: Work, initiativeId: string): Promise<ReadonlyMap<string, string>> {
    const rows = await work.query<{ memberId: string; name: string }>(
      `SELECT p.member_id AS "memberId", m.party_name AS name FROM initiative_partner p JOIN directory_member m ON m.id = p.member_id
        WHERE p.initiative_id = $1 AND m.party_name IS NOT NULL`,
      [initiativeId],
    );
    return new Map(rows.map(({ memberId, name }) => [memberId, name]));
  }
}

/** A partner as clients see it. */
export const showPartner = ({ initiativeId, memberId, coordinator, joinedAt }: Partner): PartnerView => ({ initiativeId, memberId, coordinator, joinedAt });
