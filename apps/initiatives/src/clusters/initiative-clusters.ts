import type { Instant } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { Initiative } from '../initiatives/initiative.js';
import type { Cluster, Names } from './cluster.js';

const columns = `initiative_id AS "initiativeId", cluster_id AS "clusterId", invited_cluster_id AS "invitedClusterId", name, initiative_title AS "initiativeTitle", state, invited_by AS "invitedBy",
  invited_at AS "invitedAt", decided_at AS "decidedAt", matter_id AS "matterId", left_at AS "leftAt"`;

/** The timer that looks whether clusters that are leaving have partners still. */
export const clusterEmptied = 'cluster-emptied';

/** The clusters that take part in initiatives across clusters. Changed only in a work that keeps their initiative, whose version counts them. */
@Injectable()
export class InitiativeClusters {
  /** All of an initiative, in the order in which they were asked: the home is first. */
  of(work: Work, initiativeId: string): Promise<Cluster[]> {
    return work.query<Cluster>(`SELECT ${columns} FROM initiative_cluster WHERE initiative_id = $1 ORDER BY invited_at, invited_cluster_id <> cluster_id, invited_cluster_id`, [initiativeId]);
  }

  async find(work: Work, initiativeId: string, invitedClusterId: string): Promise<Cluster | undefined> {
    const [row] = await work.query<Cluster>(`SELECT ${columns} FROM initiative_cluster WHERE initiative_id = $1 AND invited_cluster_id = $2`, [initiativeId, invitedClusterId]);
    return row;
  }

  /** Keeps a cluster as it is now, in a work that is held: asked for the first time, or changed. */
  keep(work: Work, { initiativeId, clusterId, invitedClusterId, name, initiativeTitle, state, invitedBy, invitedAt, decidedAt, matterId, leftAt }: Cluster): void {
    work.write({
      text: `INSERT INTO initiative_cluster (initiative_id, cluster_id, invited_cluster_id, name, initiative_title, state, invited_by, invited_at, decided_at, matter_id, left_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             ON CONFLICT ON CONSTRAINT initiative_cluster_once
             DO UPDATE SET name = $4, initiative_title = $5, state = $6, invited_by = $7, invited_at = $8, decided_at = $9, matter_id = $10, left_at = $11`,
      values: [initiativeId, clusterId, invitedClusterId, name, initiativeTitle, state, invitedBy, invitedAt, decidedAt, matterId, leftAt],
    });
  }

  /** The names of those whose table has not accepted the initiative, of the home and of those from which partners come. */
  async undecided(work: Work, initiativeId: string): Promise<string[]> {
    const rows = await work.query<{ name: string }>(
      `SELECT coalesce(c.name, c.invited_cluster_id::text) AS name FROM initiative_cluster c
        WHERE c.initiative_id = $1 AND c.state = 'invited' AND (c.invited_cluster_id = c.cluster_id
           OR EXISTS (SELECT FROM initiative_partner p WHERE p.initiative_id = $1 AND p.home_cluster_id = c.invited_cluster_id AND p.state IN ('partner', 'leaving')))
        ORDER BY c.invited_at, c.invited_cluster_id`,
      [initiativeId],
    );
    return rows.map(({ name }) => name);
  }

  /** The name of a cluster, other than the home, that does not take part in the initiative as things stand: none of its members joins. */
  async absent(work: Work, initiativeId: string, clusterId: string): Promise<string | undefined> {
    const [row] = await work.query<{ name: string }>(
      `SELECT coalesce(name, invited_cluster_id::text) AS name FROM initiative_cluster WHERE initiative_id = $1 AND invited_cluster_id = $2 AND invited_cluster_id <> cluster_id AND state <> 'accepted'`,
      [initiativeId, clusterId],
    );
    return row?.name;
  }

  /** What those of these clusters are called that there are. */
  async names(work: Work, clusterIds: readonly string[]): Promise<Names> {
    const rows = await work.query<{ id: string; name: string | null }>('SELECT id, name FROM directory_cluster WHERE id = ANY ($1) AND NOT dissolved', [clusterIds]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** The initiative is called otherwise: so it is shown to those who cannot read it themselves. */
  retitle(work: Work, { id, title }: Pick<Initiative, 'id' | 'title'>): void {
    work.write({ text: 'UPDATE initiative_cluster SET initiative_title = $2 WHERE initiative_id = $1', values: [id, title] });
  }

  /** Of a cluster that is leaving a partner has left, perhaps the last one: then the cluster has left as well. */
  leaveIfEmpty(work: Work, { id, clusterId }: Pick<Initiative, 'id' | 'clusterId'>, homeClusterId: string, now: Instant): void {
    // Looked at behind this work: others may leave in it, too.
    if (homeClusterId !== clusterId) work.schedule({ name: clusterEmptied, subject: id, clusterId, dueAt: now });
  }
}

/** As clients see it, for lists: of the table `initiative_cluster`. */
export const shownCluster = `initiative_id AS "initiativeId", cluster_id AS "homeClusterId", invited_cluster_id AS "invitedClusterId", name, initiative_title AS "initiativeTitle", state, invited_by AS "invitedBy",
  instant(invited_at) AS "invitedAt", instant(decided_at) AS "decidedAt", matter_id AS "matterId", instant(left_at) AS "leftAt"`;
