import { MandateEnded, MandateGranted, MemberAdmitted } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '../events/reactions.js';

/** Keeps the directory: who is a member of which cluster. */
@ReactsTo(MemberAdmitted)
export class RememberAdmittedMembers implements Reaction<typeof MemberAdmitted> {
  async apply(events: readonly Told<typeof MemberAdmitted>[], work: Work): Promise<void> {
    for (const { data } of events) {
      await work.query(
        `INSERT INTO directory_member (id, cluster_id, party_id, party_name, state, admitted_at) VALUES ($1, $2, $3, $4, 'admitted', $5)`,
        [data.memberId, data.clusterId, data.partyId, data.partyName, data.admittedAt],
      );
    }
  }
}

/** Keeps the directory: which account may act for which party. */
@ReactsTo(MandateGranted)
export class RememberGrantedMandates implements Reaction<typeof MandateGranted> {
  async apply(events: readonly Told<typeof MandateGranted>[], work: Work): Promise<void> {
    for (const { data } of events) {
      await work.query(
        'INSERT INTO directory_mandate (id, party_id, account_id, scopes, valid_from, valid_until) VALUES ($1, $2, $3, $4, $5, $6)',
        [data.mandateId, data.partyId, data.accountId, data.scopes, data.validFrom, data.validUntil],
      );
    }
  }
}

/** Keeps the directory: which account may act for a party no longer. A period that is empty holds now on whichever clock. */
@ReactsTo(MandateEnded)
export class ForgetEndedMandates implements Reaction<typeof MandateEnded> {
  async apply(events: readonly Told<typeof MandateEnded>[], work: Work): Promise<void> {
    for (const { data } of events) {
      if (data.was === 'held') await work.query('UPDATE directory_mandate SET valid_until = valid_from WHERE id = $1', [data.mandateId]);
    }
  }
}
