import { IdeaBrought, InitiativeForming, InitiativeStarted, PartnerJoined, PartnerJoinedV1 } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';

/** Keeps the directory: which initiatives a cluster has. */
@ReactsTo(IdeaBrought)
export class RememberInitiatives implements Reaction<typeof IdeaBrought> {
  async apply(events: readonly Told<typeof IdeaBrought>[], work: Work): Promise<void> {
    for (const { data } of events) {
      await work.query(`INSERT INTO directory_initiative (id, cluster_id, title, state) VALUES ($1, $2, $3, 'idea')`, [data.initiativeId, data.clusterId, data.title]);
    }
  }
}

/** Keeps the directory: how far an initiative has come. */
@ReactsTo(InitiativeForming, InitiativeStarted)
export class RememberRunningInitiatives implements Reaction<typeof InitiativeForming | typeof InitiativeStarted> {
  async apply(events: readonly Told<typeof InitiativeForming | typeof InitiativeStarted>[], work: Work): Promise<void> {
    for (const { type, data } of events) {
      const state = type === InitiativeStarted.type ? 'running' : 'forming';
      await work.query('UPDATE directory_initiative SET state = $2 WHERE id = $1', [data.initiativeId, state]);
    }
  }
}

/** Keeps the directory: who are the partners of an initiative. */
@ReactsTo(PartnerJoinedV1, PartnerJoined)
export class RememberPartners implements Reaction<typeof PartnerJoinedV1 | typeof PartnerJoined> {
  async apply(events: readonly Told<typeof PartnerJoinedV1 | typeof PartnerJoined>[], work: Work): Promise<void> {
    for (const { data } of events) {
      await work.query('INSERT INTO directory_partner (initiative_id, member_id, cluster_id) VALUES ($1, $2, $3)', [data.initiativeId, data.memberId, data.clusterId]);
    }
  }
}
