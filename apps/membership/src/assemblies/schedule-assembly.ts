import { isRefusal, NotFound, refuse, type RequestOf, scheduleAssembly as contract } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { refuseDissolved } from '../clusters/cluster.js';
import { Clusters } from '../clusters/clusters.js';
import { Assemblies, showAssembly } from './assemblies.js';
import { schedule } from './assembly.js';

@Handles(contract)
export class ScheduleAssembly {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly clusters: Clusters,
  ) {}

  async handle({ clusterId, agenda, place, link, ...said }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [by, onTable, cluster] = await Promise.all([
      this.assemblies.duties(work, clusterId, member),
      this.assemblies.mattersOnTable(work, clusterId, agenda),
      this.clusters.find(work, clusterId),
    ]);
    if (!cluster) return refuse(NotFound);
    const scheduled = refuseDissolved(cluster) ?? schedule(newId(), clusterId, { ...said, place: place ?? null, link: link ?? null }, agenda, onTable, by, now);
    return isRefusal(scheduled) ? scheduled : showAssembly(this.assemblies.add(work, scheduled));
  }
}
