import { listClusterBallots as contract, NotFound, refuse, type RequestOf, Undecided } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { Matters } from '../matters/matters.js';
import { shownClusterBallot } from './cluster-ballots.js';
import { atFederation } from './federation-table.js';

/** INV: no ballot is shown while voting runs, but to the cluster that has cast it. */
@Handles(contract)
export class ListClusterBallots {
  constructor(private readonly matters: Matters) {}

  async handle(request: RequestOf<typeof contract>, { work, accountId }: Call) {
    const { matterId } = request;
    atFederation(work, accountId);
    const matter = await this.matters.find(work, matterId);
    if (!matter) return refuse(NotFound);
    if (matter.state !== 'decided') return refuse(Undecided, { state: matter.state });
    return listPage(work, request, { select: shownClusterBallot, from: 'ballot b', where: 'b.matter_id = $1 AND b.choice IS NOT NULL', values: [matterId], key: 'b.member_id', order: 'ascending' });
  }
}
