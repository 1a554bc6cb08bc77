import { ContributionConfirmed, ContributionConfirmedV1 } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { settleEntries } from './settle-entries.js';

/** What the other side confirmed counts as confirmed. A confirmed entry that is reversed counts until its reversal is confirmed too. */
@ReactsTo(ContributionConfirmed, ContributionConfirmedV1)
export class CountConfirmedContributions implements Reaction<typeof ContributionConfirmed | typeof ContributionConfirmedV1> {
  async apply(events: readonly Told<typeof ContributionConfirmed | typeof ContributionConfirmedV1>[], work: Work): Promise<void> {
    await settleEntries(work, events[0]?.clusterid, 'confirmed_at', events.map(({ data }) => ({ contributionId: data.contributionId, at: data.confirmedAt })));
  }
}
