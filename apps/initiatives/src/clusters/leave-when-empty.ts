import { accept, isRefusal } from '@klaster/contracts';
import { type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { Partners } from '../partners/partners.js';
import { leaveEmpty } from './cluster.js';
import { clusterEmptied, InitiativeClusters } from './initiative-clusters.js';

/** When a partner has left whose cluster is leaving: with the last one the cluster has left. */
@OnTimer(clusterEmptied)
export class LeaveWhenEmpty implements TimerHandler {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly clusters: InitiativeClusters,
  ) {}

  async handle({ subject, clusterId }: DueTimer, { work, now }: TimerCall): Promise<void> {
    const [initiative, partners, clusters] = await Promise.all([this.initiatives.hold(work, subject), this.partners.of(work, subject), this.clusters.of(work, subject)]);
    if (isRefusal(initiative)) return;
    const left = leaveEmpty(clusters, partners, now);
    if (left.events.length === 0) return;
    this.initiatives.keep(work, initiative, accept(initiative, left.events), clusterId);
    for (const cluster of left.clusters) this.clusters.keep(work, cluster);
  }
}
