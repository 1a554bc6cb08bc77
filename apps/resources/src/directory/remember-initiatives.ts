import { IdeaBrought, IdeaChanged, InitiativeAbandoned, InitiativeClosed, InitiativeClosing, InitiativeForming, InitiativeStarted, PartnerJoined, PartnerJoinedV1, PartnerLeft } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';

/** Keeps the directory: which initiatives a cluster has, and what they are called. */
@ReactsTo(IdeaBrought, IdeaChanged)
export class RememberInitiatives implements Reaction<typeof IdeaBrought | typeof IdeaChanged> {
  async apply(events: readonly Told<typeof IdeaBrought | typeof IdeaChanged>[], work: Work): Promise<void> {
    for (const { data } of events) {
      if ('broughtBy' in data) await work.query(`INSERT INTO directory_initiative (id, cluster_id, title, state) VALUES ($1, $2, $3, 'idea')`, [data.initiativeId, data.clusterId, data.title]);
      else await work.query('UPDATE directory_initiative SET title = $2 WHERE id = $1', [data.initiativeId, data.title]);
    }
  }
}

const becomes: Readonly<Record<string, string>> = {
  [InitiativeForming.type]: 'forming',
  [InitiativeStarted.type]: 'running',
  [InitiativeClosing.type]: 'closing',
  [InitiativeClosed.type]: 'closed',
  [InitiativeAbandoned.type]: 'abandoned',
};

const steps = [InitiativeForming, InitiativeStarted, InitiativeClosing, InitiativeClosed, InitiativeAbandoned] as const;

/** Keeps the directory: how far an initiative has come. */
@ReactsTo(...steps)
export class FollowInitiatives implements Reaction<(typeof steps)[number]> {
  async apply(events: readonly Told<(typeof steps)[number]>[], work: Work): Promise<void> {
    for (const { type, data } of events) await work.query('UPDATE directory_initiative SET state = $2 WHERE id = $1', [data.initiativeId, becomes[type]]);
  }
}

const comings = [PartnerJoinedV1, PartnerJoined, PartnerLeft] as const;

/** Keeps the directory: who are the partners of an initiative, and who were. */
@ReactsTo(...comings)
export class RememberPartners implements Reaction<(typeof comings)[number]> {
  async apply(events: readonly Told<(typeof comings)[number]>[], work: Work): Promise<void> {
    for (const { data } of events) {
      const { initiativeId, clusterId, memberId } = data;
      // A candidate that takes its wish back has never been one.
      if ('leftAt' in data) await work.query('UPDATE directory_partner SET left_at = $3 WHERE initiative_id = $1 AND member_id = $2', [initiativeId, memberId, data.leftAt]);
      else {
        await work.query(
          `INSERT INTO directory_partner (initiative_id, cluster_id, member_id, home_cluster_id) VALUES ($1, $2, $3, $4)
           ON CONFLICT (initiative_id, member_id) DO UPDATE SET left_at = NULL, home_cluster_id = excluded.home_cluster_id`,
          [initiativeId, clusterId, memberId, 'homeClusterId' in data ? data.homeClusterId : clusterId],
        );
      }
    }
  }
}
