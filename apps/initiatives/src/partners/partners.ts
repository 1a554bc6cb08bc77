import type { Partner as PartnerView } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { isActing, type Partner } from './partner.js';

const columns = `initiative_id AS "initiativeId", cluster_id AS "clusterId", member_id AS "memberId", place, coordinator, joined_at AS "joinedAt",
  home_cluster_id AS "homeClusterId", name, state, leaves_on AS "leavesOn", left_at AS "leftAt"`;

/** The partners of initiatives. Changed only in a work that keeps their initiative, whose version counts them. */
@Injectable()
export class Partners {
  add(work: Work, { initiativeId, clusterId, memberId, place, coordinator, joinedAt, homeClusterId, name, state }: Partner): void {
    work.write({
      text: 'INSERT INTO initiative_partner (initiative_id, cluster_id, member_id, place, coordinator, joined_at, home_cluster_id, name, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      values: [initiativeId, clusterId, memberId, place, coordinator, joinedAt, homeClusterId, name, state],
    });
  }

  /** Those that take part, also those that are leaving, in the order in which they joined. */
  async of(work: Work, initiativeId: string): Promise<Partner[]> {
    return (await this.everybody(work, initiativeId)).filter(isActing);
  }

  /** All that take part, did or asked to, in the order in which they joined. */
  everybody(work: Work, initiativeId: string): Promise<Partner[]> {
    return work.query<Partner>(`SELECT ${columns} FROM initiative_partner WHERE initiative_id = $1 ORDER BY place`, [initiativeId]);
  }

  /** What a member is called; null for a natural person. */
  async nameOf(work: Work, memberId: string): Promise<string | null> {
    const [row] = await work.query<{ name: string | null }>('SELECT party_name AS name FROM directory_member WHERE id = $1', [memberId]);
    return row?.name ?? null;
  }
}

/** How to name partners to people: by their names, or by the id of a natural person. */
export const namesOf = (partners: readonly Partner[], memberIds: readonly string[]): string[] =>
  memberIds.map((memberId) => partners.find((partner) => partner.memberId === memberId)?.name ?? memberId);

/** A partner as clients see it. */
export const showPartner = ({ initiativeId, memberId, homeClusterId, name, state, coordinator, joinedAt, leavesOn, leftAt }: Partner): PartnerView => ({
  initiativeId, memberId, homeClusterId, name, state, coordinator, joinedAt, leavesOn, leftAt,
});

/** The same for lists: of the table `initiative_partner`. */
export const shownPartner = `initiative_id AS "initiativeId", member_id AS "memberId", home_cluster_id AS "homeClusterId", name, state, coordinator, instant(joined_at) AS "joinedAt",
  leaves_on AS "leavesOn", instant(left_at) AS "leftAt"`;
