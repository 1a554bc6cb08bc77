import { ContributionVoided } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { settleEntries } from './settle-entries.js';

/** What was taken back before it was confirmed no longer counts, nor does the entry that took it back: this is told of both. */
@ReactsTo(ContributionVoided)
export class DiscountVoidedContributions implements Reaction<typeof ContributionVoided> {
  async apply(events: readonly Told<typeof ContributionVoided>[], work: Work): Promise<void> {
    await settleEntries(work, events[0]?.clusterid, 'voided_at', events.map(({ data }) => ({ contributionId: data.contributionId, at: data.voidedAt })));
  }
}
