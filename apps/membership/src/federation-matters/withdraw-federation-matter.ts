import { federationId, isRefusal, type RequestOf, withdrawFederationMatter as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { withdraw } from '../matters/matter.js';
import { Matters, showMatter } from '../matters/matters.js';
import { FederationTable } from './federation-table.js';

@Handles(contract)
export class WithdrawFederationMatter {
  constructor(
    private readonly table: FederationTable,
    private readonly matters: Matters,
  ) {}

  async handle({ clusterId, matterId, reason }: RequestOf<typeof contract>, call: Call) {
    const matter = await this.table.findToLead(matterId, clusterId, call);
    if (isRefusal(matter)) return matter;
    const withdrawn = withdraw(matter, clusterId, reason, call.now);
    return isRefusal(withdrawn) ? withdrawn : showMatter(this.matters.keep(call.work, matter, withdrawn, federationId));
  }
}
