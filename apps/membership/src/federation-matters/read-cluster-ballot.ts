import { ClusterNotInElectorate, NotFound, readClusterBallot as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Matters } from '../matters/matters.js';
import { ClusterBallots } from './cluster-ballots.js';
import { FederationTable } from './federation-table.js';

@Handles(contract)
export class ReadClusterBallot {
  constructor(
    private readonly table: FederationTable,
    private readonly matters: Matters,
    private readonly ballots: ClusterBallots,
  ) {}

  async handle({ clusterId, matterId }: RequestOf<typeof contract>, call: Call) {
    await this.table.speak(call);
    const [matter, ballot] = await Promise.all([this.matters.find(call.work, matterId), this.ballots.find(call.work, matterId, clusterId)]);
    if (!matter) return refuse(NotFound);
    return ballot ?? refuse(ClusterNotInElectorate);
  }
}
