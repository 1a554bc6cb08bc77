import { closeFederationVoting as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { showMatter } from '../matters/matters.js';
import { Voting } from '../matters/voting.js';
import { mayCloseEarly } from './federation-matter.js';
import { FederationTable } from './federation-table.js';

@Handles(contract)
export class CloseFederationVoting {
  constructor(
    private readonly table: FederationTable,
    private readonly voting: Voting,
  ) {}

  async handle({ clusterId, matterId }: RequestOf<typeof contract>, call: Call) {
    const matter = await this.table.findToLead(matterId, clusterId, call);
    if (isRefusal(matter)) return matter;
    return mayCloseEarly(matter, await blankBallots(call.work, matterId), call.now) ?? showMatter(await this.voting.close(call.work, matter));
  }
}

async function blankBallots(work: Work, matterId: string): Promise<number> {
  const [counted] = await work.query<{ blank: number }>('SELECT count(*) AS blank FROM ballot WHERE matter_id = $1 AND choice IS NULL', [matterId]);
  return counted!.blank;
}
