import { PledgeAccepted, PledgeEnded, PledgeEndedV1, PledgeProgressed, PledgeProposed } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { outcomeOf, sendRows, type Step } from './seen.js';

const news = [PledgeProposed, PledgeAccepted, PledgeProgressed, PledgeEnded, PledgeEndedV1] as const;
type News = Told<(typeof news)[number]>;

/** A promise to an initiative. */
interface SeenPledge {
  readonly id: string;
  readonly initiativeId: string;
  readonly giver: string;
  readonly state: string;
}

/** Promises to members are not for an initiative to know. */
export function stepsOf({ data }: Pick<News, 'data'>): Step<SeenPledge>[] {
  const id = data.pledgeId;
  if ('state' in data) return [{ becomes: { id, state: data.state } }];
  if ('how' in data) return [{ becomes: { id, state: data.how } }];
  if (!('receiver' in data)) return [{ becomes: { id, state: 'accepted' } }];
  return 'memberId' in data.receiver ? [] : [{ begins: { id, initiativeId: data.receiver.initiativeId, giver: data.giver, state: 'proposed' } }];
}

const begin = `
INSERT INTO seen_pledge (id, cluster_id, initiative_id, giver, state)
SELECT id, $1, initiative_id, giver, state FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[]) AS told (id, initiative_id, giver, state)`;
const change = `UPDATE seen_pledge s SET state = told.state FROM unnest($2::uuid[], $3::text[]) AS told (id, state) WHERE s.id = told.id AND s.cluster_id = $1`;

/** Keeps what is promised to initiatives. */
@ReactsTo(...news)
export class FollowPledges implements Reaction<(typeof news)[number]> {
  async apply(events: readonly News[], work: Work): Promise<void> {
    const clusterId = events[0]!.clusterid;
    const { begun, changed } = outcomeOf(events.flatMap(stepsOf));
    sendRows(work, begin, clusterId, begun, ['id', 'initiativeId', 'giver', 'state']);
    sendRows(work, change, clusterId, changed, ['id', 'state']);
  }
}
