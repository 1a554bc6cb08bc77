import { accept, type DataOf, federationId, isRefusal, MatterDecided } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { Agreements } from '../agreements/agreements.js';
import { Initiatives } from '../initiatives/initiatives.js';
import { noticeEnds } from '../partners/notice.js';
import { after } from '../partners/partner.js';
import { Partners } from '../partners/partners.js';
import { decide, leaveTogether, type TableDecision } from './cluster.js';
import { InitiativeClusters } from './initiative-clusters.js';

/** A decision by which a cluster accepts an initiative, or leaves it. */
interface Concerning extends TableDecision {
  readonly clusterId: string;
  readonly initiativeId: string;
}

/** What the table of a cluster has decided about an initiative to which it was invited is done at the home of that. */
@ReactsTo(MatterDecided)
export class FollowDecisionsOfTables implements Reaction<typeof MatterDecided> {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly agreements: Agreements,
    private readonly clusters: InitiativeClusters,
  ) {}

  async apply(events: readonly Told<typeof MatterDecided>[], work: Work): Promise<void> {
    for (const decision of events.flatMap(({ data }) => concerning(data))) {
      const invited = await this.clusters.find(work, decision.initiativeId, decision.clusterId);
      if (!invited) continue;
      work.enter(invited.clusterId);
      await this.follow(work, decision);
      // What was decided is written before the next decision is looked at, which is of the same table again.
      work.enter(federationId);
      work.enter(decision.clusterId);
    }
  }

  private async follow(work: Work, { initiativeId, clusterId, ...decision }: Concerning): Promise<void> {
    const now = decision.decidedAt;
    const [initiative, cluster, partners, inForce] = await Promise.all([
      this.initiatives.hold(work, initiativeId),
      this.clusters.find(work, initiativeId, clusterId),
      this.partners.everybody(work, initiativeId),
      this.agreements.inForce(work, initiativeId),
    ]);
    const decided = isRefusal(initiative) || !cluster ? undefined : decide(initiative, cluster, decision);
    if (isRefusal(initiative) || !decided) return;
    const isLeaving = decided.cluster.state === 'leaving';
    const { events, changed } = isLeaving ? leaveTogether(initiative, partners, clusterId, noticeEnds(inForce.at(-1), now), now) : { events: [], changed: [] };
    this.initiatives.keep(work, initiative, accept(initiative, [decided.event, ...events]), initiative.clusterId);
    this.clusters.keep(work, decided.cluster);
    for (const partner of changed) this.partners.update(work, partner);
    if (changed.length > 0) this.partners.watch(work, initiative, after(partners, changed));
    if (isLeaving) this.clusters.leaveIfEmpty(work, initiative, clusterId, now);
  }
}

function concerning({ clusterId, matterId, outcome, decidedAt, about: { effect, initiativeId } }: DataOf<typeof MatterDecided>): Concerning[] {
  if ((effect !== 'initiative-acceptance' && effect !== 'initiative-departure') || initiativeId === undefined) return [];
  return [{ clusterId, initiativeId, effect, isAdopted: outcome === 'adopted', matterId, decidedAt }];
}
