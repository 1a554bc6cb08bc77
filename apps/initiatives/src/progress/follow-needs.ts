import { NeedChanged, NeedEnded, NeedProgressed, NeedRaised } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { measureOf, outcomeOf, sendRows, type Step } from './seen.js';

const news = [NeedRaised, NeedChanged, NeedProgressed, NeedEnded] as const;
type News = Told<(typeof news)[number]>;

/** What an initiative needs, and how far it has come. */
interface SeenNeed {
  readonly id: string;
  readonly initiativeId: string;
  readonly kind: string;
  readonly category: string;
  readonly unit: string;
  readonly needed: string;
  readonly until: string | null;
  readonly promised: string;
  readonly given: string;
  readonly state: string;
}

/** What members need is not for an initiative to know. */
export function stepsOf({ data }: Pick<News, 'data'>): Step<SeenNeed>[] {
  const id = data.needId;
  if ('promised' in data) return [{ becomes: { id, state: data.state, promised: data.promised, given: data.given } }];
  if ('how' in data) return [{ becomes: { id, state: data.how } }];
  const { unit, value: needed } = measureOf(data);
  const { until } = data;
  if (!('receiver' in data)) return [{ becomes: { id, unit, needed, until } }];
  const { receiver, kind, category } = data;
  return 'memberId' in receiver ? [] : [{ begins: { id, initiativeId: receiver.initiativeId, kind, category, unit, needed, until, promised: '0', given: '0', state: 'open' } }];
}

const begin = `
INSERT INTO seen_need (id, cluster_id, initiative_id, kind, category, unit, needed, until_day, promised, given, state)
SELECT id, $1, initiative_id, kind, category, unit, needed, until_day, promised, given, state
  FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[], $9::text[], $10::text[], $11::text[])
    AS told (id, initiative_id, kind, category, unit, needed, until_day, promised, given, state)`;
/** Whoever changes a need says all of what is needed, and that it has no last day too. */
const change = `
UPDATE seen_need s SET
  unit = coalesce(told.unit, s.unit), needed = coalesce(told.needed, s.needed), until_day = CASE WHEN told.unit IS NULL THEN s.until_day ELSE told.until_day END,
  promised = coalesce(told.promised, s.promised), given = coalesce(told.given, s.given), state = coalesce(told.state, s.state)
  FROM unnest($2::uuid[], $3::text[], $4::text[], $5::date[], $6::text[], $7::text[], $8::text[]) AS told (id, unit, needed, until_day, promised, given, state)
 WHERE s.id = told.id AND s.cluster_id = $1`;

/** Keeps what initiatives need. */
@ReactsTo(...news)
export class FollowNeeds implements Reaction<(typeof news)[number]> {
  async apply(events: readonly News[], work: Work): Promise<void> {
    const clusterId = events[0]!.clusterid;
    const { begun, changed } = outcomeOf(events.flatMap(stepsOf));
    sendRows(work, begin, clusterId, begun, ['id', 'initiativeId', 'kind', 'category', 'unit', 'needed', 'until', 'promised', 'given', 'state']);
    sendRows(work, change, clusterId, changed, ['id', 'unit', 'needed', 'until', 'promised', 'given', 'state']);
  }
}
