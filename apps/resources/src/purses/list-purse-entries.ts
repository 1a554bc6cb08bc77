import { listPurseEntries as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { homeOf } from '../directory/home.js';
import { Purses, shownEntry } from './purses.js';

@Handles(contract)
export class ListPurseEntries {
  constructor(private readonly purses: Purses) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { purseId } = request;
    const [purse, page] = await Promise.all([
      this.purses.find(work, purseId),
      listPage(work, request, {
        select: shownEntry, from: 'purse_entry e', where: 'e.cluster_id = $1 AND e.purse_id = $2', values: [homeOf(work), purseId], key: 'e.number', numbered: true, order: 'descending',
      }),
    ]);
    return purse ? page : refuse(NotFound);
  }
}
