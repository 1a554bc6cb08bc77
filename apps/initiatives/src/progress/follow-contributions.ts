import {
  ContributionConfirmed, ContributionConfirmedV1, ContributionDisputed, ContributionRecorded, ContributionRecordedV1, ContributionRecordedV2, ContributionVoided,
} from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { measureOf, outcomeOf, sendRows, type Step } from './seen.js';

const news = [ContributionRecorded, ContributionRecordedV2, ContributionRecordedV1, ContributionConfirmed, ContributionConfirmedV1, ContributionDisputed, ContributionVoided] as const;
type News = Told<(typeof news)[number]>;

/** A contribution to an initiative, as it counts there. */
interface SeenContribution {
  readonly id: string;
  readonly initiativeId: string;
  readonly giver: string;
  readonly kind: string;
  readonly unit: string;
  readonly value: string;
  readonly state: 'recorded' | 'disputed' | 'confirmed' | 'voided';
}

const states: Readonly<Record<string, SeenContribution['state']>> = {
  [ContributionConfirmed.type]: 'confirmed',
  [ContributionConfirmedV1.type]: 'confirmed',
  [ContributionDisputed.type]: 'disputed',
  [ContributionVoided.type]: 'voided',
};

/** What takes another back counts below zero. What is given to members is not for an initiative to know. */
export function stepsOf({ type, data }: Pick<News, 'type' | 'data'>): Step<SeenContribution>[] {
  const id = data.contributionId;
  if (!('receiver' in data)) return [{ becomes: { id, state: states[type]! } }];
  if ('memberId' in data.receiver) return [];
  const { unit, value } = measureOf(data);
  const { giver, kind, reversalOf } = data;
  return [{ begins: { id, initiativeId: data.receiver.initiativeId, giver, kind, unit, value: reversalOf === null ? value : `-${value}`, state: 'recorded' } }];
}

const begin = `
INSERT INTO seen_contribution (id, cluster_id, initiative_id, giver, kind, unit, value, state)
SELECT id, $1, initiative_id, giver, kind, unit, value, state
  FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::numeric[], $8::text[]) AS told (id, initiative_id, giver, kind, unit, value, state)`;
const change = `UPDATE seen_contribution s SET state = told.state FROM unnest($2::uuid[], $3::text[]) AS told (id, state) WHERE s.id = told.id AND s.cluster_id = $1`;

/** Keeps what was given to initiatives, and how far it is confirmed. */
@ReactsTo(...news)
export class FollowContributions implements Reaction<(typeof news)[number]> {
  async apply(events: readonly News[], work: Work): Promise<void> {
    const clusterId = events[0]!.clusterid;
    const { begun, changed } = outcomeOf(events.flatMap(stepsOf));
    sendRows(work, begin, clusterId, begun, ['id', 'initiativeId', 'giver', 'kind', 'unit', 'value', 'state']);
    sendRows(work, change, clusterId, changed, ['id', 'state']);
  }
}
