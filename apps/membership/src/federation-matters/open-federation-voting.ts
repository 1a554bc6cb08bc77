import { isRefusal, openFederationVoting as contract, type Refusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { showMatter } from '../matters/matters.js';
import { tableOfFederation } from '../matters/tables.js';
import { Voting } from '../matters/voting.js';
import { FederationTable } from './federation-table.js';

@Handles(contract)
export class OpenFederationVoting {
  constructor(
    private readonly table: FederationTable,
    private readonly voting: Voting,
  ) {}

  async handle({ clusterId, matterId, votingClosesAt }: RequestOf<typeof contract>, call: Call) {
    const matter = await this.table.findToLead(matterId, clusterId, call);
    if (isRefusal(matter)) return matter;
    const opened = await this.voting.open(call.work, matter, tableOfFederation, undefined, votingClosesAt);
    // Nobody is to be heard here and no vote is secret: what the table refuses for these never comes.
    return isRefusal(opened) ? (opened as Refusal<'matter-wrong-state' | 'too-early' | 'nobody-may-vote'>) : showMatter(opened);
  }
}
