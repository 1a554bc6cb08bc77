import { ContributionRecorded, ContributionRecordedV1, ContributionRecordedV2 } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { entryOf } from './entry.js';

const count = `
WITH told AS (
  SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::numeric[], $8::timestamptz[], $9::uuid[])
    AS t (contribution_id, member_id, kind, category, unit, value, recorded_at, attributed_to)
), kept AS (
  INSERT INTO contribution_entry (cluster_id, attributed_to, contribution_id, member_id, kind, category, unit, value, recorded_at)
  SELECT $1, attributed_to, contribution_id, member_id, kind, category, unit, value, recorded_at FROM told
)
INSERT INTO contribution_total AS t (cluster_id, attributed_to, member_id, kind, category, unit, recorded, confirmed, entries)
SELECT $1, attributed_to, member_id, kind, category, unit, sum(value), 0, count(*) FROM told GROUP BY attributed_to, member_id, kind, category, unit
ON CONFLICT (cluster_id, member_id, kind, category, unit)
  DO UPDATE SET recorded = t.recorded + excluded.recorded, entries = t.entries + excluded.entries`;

const recordings = [ContributionRecorded, ContributionRecordedV2, ContributionRecordedV1] as const;

/** What is recorded counts at once, a reversal negative: once, and for the cluster of its giver. */
@ReactsTo(...recordings)
export class CountRecordedContributions implements Reaction<(typeof recordings)[number]> {
  async apply(events: readonly Told<(typeof recordings)[number]>[], work: Work): Promise<void> {
    const entries = events.map(({ data }) => entryOf(data));
    work.send(count, [
      events[0]?.clusterid,
      entries.map((entry) => entry.contributionId),
      entries.map((entry) => entry.memberId),
      entries.map((entry) => entry.kind),
      entries.map((entry) => entry.category),
      entries.map((entry) => entry.unit),
      entries.map((entry) => entry.value),
      entries.map((entry) => entry.recordedAt),
      entries.map((entry) => entry.attributedTo),
    ]);
  }
}
