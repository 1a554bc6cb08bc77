import { listInitiativeClusters as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { shownCluster } from './initiative-clusters.js';

@Handles(contract)
export class ListInitiativeClusters {
  constructor(private readonly initiatives: Initiatives) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const [initiative, page] = await Promise.all([
      this.initiatives.find(work, request.initiativeId),
      listPage(work, request, { select: shownCluster, from: 'initiative_cluster', where: 'initiative_id = $1', values: [request.initiativeId], key: 'invited_cluster_id', order: 'ascending' }),
    ]);
    return initiative ? page : refuse(NotFound);
  }
}
