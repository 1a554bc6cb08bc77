import type { Partner as PartnerView } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { endOfDay } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { InitiativeClusters } from '../clusters/initiative-clusters.js';
import type { Initiative } from '../initiatives/initiative.js';
import { isActing, lastDayOf, type Partner } from './partner.js';

const columns = `initiative_id AS "initiativeId", cluster_id AS "clusterId", member_id AS "memberId", place, coordinator, joined_at AS "joinedAt",
  home_cluster_id AS "homeClusterId", name, state, leaves_on AS "leavesOn", left_at AS "leftAt", reason`;

/** The timer that looks whether the last day of a partner that is leaving is over. */
export const partnerLeaves = 'partner-leaves';

/** The partners of initiatives. Changed only in a work that keeps their initiative, whose version counts them. */
@Injectable()
export class Partners {
  constructor(private readonly clusters: InitiativeClusters) {}

  add(work: Work, { initiativeId, clusterId, memberId, place, coordinator, joinedAt, homeClusterId, name, state }: Partner): void {
    work.write({
      text: 'INSERT INTO initiative_partner (initiative_id, cluster_id, member_id, place, coordinator, joined_at, home_cluster_id, name, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      values: [initiativeId, clusterId, memberId, place, coordinator, joinedAt, homeClusterId, name, state],
    });
  }

  /** Keeps what has changed of a partner, in a work that is held: in the order in which it is asked, because one coordinates at most. */
  update(work: Work, { initiativeId, clusterId, memberId, coordinator, joinedAt, homeClusterId, name, state, leavesOn, leftAt, reason }: Partner): void {
    work.send(
      `UPDATE initiative_partner SET coordinator = $3, joined_at = $4, home_cluster_id = $5, name = $6, state = $7, leaves_on = $8, left_at = $9, reason = $10
        WHERE initiative_id = $1 AND member_id = $2`,
      [initiativeId, memberId, coordinator, joinedAt, homeClusterId, name, state, leavesOn, leftAt, reason],
    );
    if (state === 'left' && leftAt !== null) this.clusters.leaveIfEmpty(work, { id: initiativeId, clusterId }, homeClusterId, leftAt);
  }

  /** Looks at an initiative when the next last day of a partner is over. @param partners all of them as they are now */
  watch(work: Work, { id: subject, clusterId }: Pick<Initiative, 'id' | 'clusterId'>, partners: readonly Partner[]): void {
    const [next] = partners.flatMap((partner) => lastDayOf(partner) ?? []).toSorted();
    work.schedule({ name: partnerLeaves, subject, clusterId, dueAt: next === undefined ? null : endOfDay(next) });
  }

  /** Those that take part, also those that are leaving, in the order in which they joined. */
  async of(work: Work, initiativeId: string): Promise<Partner[]> {
    return (await this.everybody(work, initiativeId)).filter(isActing);
  }

  /** All that take part, did or asked to, in the order in which they joined. */
  everybody(work: Work, initiativeId: string): Promise<Partner[]> {
    return work.query<Partner>(`SELECT ${columns} FROM initiative_partner WHERE initiative_id = $1 ORDER BY place`, [initiativeId]);
  }
}

/** How to name partners to people: by their names, or by the id of a natural person. */
export const namesOf = (partners: readonly Partner[], memberIds: readonly string[]): string[] =>
  memberIds.map((memberId) => partners.find((partner) => partner.memberId === memberId)?.name ?? memberId);

/** A partner as clients see it. */
export const showPartner = ({ initiativeId, memberId, homeClusterId, name, state, coordinator, joinedAt, leavesOn, leftAt, reason }: Partner): PartnerView => ({
  initiativeId, memberId, homeClusterId, name, state, coordinator, joinedAt, leavesOn, leftAt, reason,
});

/** The same for lists: of the table `initiative_partner`. */
export const shownPartner = `initiative_id AS "initiativeId", member_id AS "memberId", home_cluster_id AS "homeClusterId", name, state, coordinator, instant(joined_at) AS "joinedAt",
  leaves_on AS "leavesOn", instant(left_at) AS "leftAt", reason`;
