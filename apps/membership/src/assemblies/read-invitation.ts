import { NotFound, readInvitation as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Clusters } from '../clusters/clusters.js';
import { Assemblies } from './assemblies.js';
import { fileName } from './file-names.js';
import { invitationTo } from './invitation.js';

@Handles(contract)
export class ReadInvitation {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly clusters: Clusters,
  ) {}

  async handle({ clusterId, assemblyId, language }: RequestOf<typeof contract>, { work }: Call) {
    const [assembly, cluster] = await Promise.all([this.assemblies.find(work, assemblyId), this.clusters.find(work, clusterId)]);
    if (!assembly || !cluster) return refuse(NotFound);
    const content = invitationTo(assembly, cluster.name, language);
    return { mediaType: 'text/calendar', fileName: fileName('invitation', language, assembly.startsAt, 'ics'), encoding: 'utf8', content } as const;
  }
}
