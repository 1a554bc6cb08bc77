import type { Refusal } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { changeRules, type Cluster } from '../clusters/cluster.js';
import { Clusters } from '../clusters/clusters.js';
import type { adoptByTable, Charter } from './charter.js';
import { Charters } from './charters.js';

interface Prepared {
  readonly cluster: Cluster;
  readonly charter: Charter;
  readonly inForce: Charter;
}
type Adopted = Exclude<ReturnType<typeof adoptByTable>, Refusal>;

/** What a charter that comes into force changes, all in one transaction: the version before it, the cluster's rules, what members have accepted. */
@Injectable()
export class Adoption {
  constructor(
    private readonly charters: Charters,
    private readonly clusters: Clusters,
  ) {}

  /** Finds what is needed to bring a version into force, and keeps others from doing so, and members from accepting any, meanwhile. */
  async prepare(work: Work, clusterId: string, number: number): Promise<Prepared | undefined> {
    this.charters.hold(work, clusterId, 'exclusive');
    const [cluster, charter, inForce] = await Promise.all([this.clusters.hold(work, clusterId), this.charters.numbered(work, clusterId, number), this.charters.inForce(work, clusterId)]);
    return cluster && charter && inForce && { cluster, charter, inForce };
  }

  async complete(work: Work, { cluster, charter, inForce }: Prepared, adopted: Adopted): Promise<Charter> {
    const { number, rules, editorial } = adopted.state;
    // Before the next: two are never in force, not for a moment.
    await this.charters.keepAtOnce(work, inForce, adopted.superseded, cluster.id);
    this.clusters.keep(work, cluster, changeRules(cluster, number, rules), cluster.id);
    if (editorial) {
      // Words alone were changed: whoever has accepted the version before has accepted this one.
      work.write({ text: 'UPDATE member SET charter_number = $3 WHERE cluster_id = $1 AND charter_number = $2', values: [cluster.id, inForce.number, number] });
    }
    return this.charters.keep(work, charter, adopted, cluster.id);
  }
}
