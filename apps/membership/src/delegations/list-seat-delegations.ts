import { listSeatDelegations as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Assemblies } from '../assemblies/assemblies.js';
import { shownDelegation } from './delegations.js';

@Handles(contract)
export class ListSeatDelegations {
  constructor(private readonly assemblies: Assemblies) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const [assembly, page] = await Promise.all([
      this.assemblies.find(work, request.assemblyId),
      listPage(work, request, { select: shownDelegation, from: 'delegation', where: 'assembly_id = $1', values: [request.assemblyId], key: 'id', order: 'ascending' }),
    ]);
    return assembly ? page : refuse(NotFound);
  }
}
