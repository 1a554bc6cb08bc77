import { ClusterDissolved, isRefusal, openVoting as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Electorates } from './electorates.js';
import { LedMatters } from './led-matters.js';
import { Matters, showMatter } from './matters.js';
import { Tables } from './tables.js';
import { Voting } from './voting.js';

@Handles(contract)
export class OpenVoting {
  constructor(
    private readonly led: LedMatters,
    private readonly matters: Matters,
    private readonly tables: Tables,
    private readonly electorates: Electorates,
    private readonly voting: Voting,
  ) {}

  async handle({ clusterId, matterId, votingClosesAt }: RequestOf<typeof contract>, call: Call) {
    const { work, requestId } = call;
    const seen = await this.matters.find(work, matterId);
    // Another service may have to be asked: before anything is locked.
    const partners = seen && (await this.electorates.partnersOf(seen, requestId));
    if (isRefusal(partners)) return partners;
    const matter = await this.led.find(matterId, call);
    if (isRefusal(matter)) return matter;
    const table = await this.tables.rulesOf(work, clusterId);
    if (!table) return refuse(ClusterDissolved);
    const opened = await this.voting.open(work, matter, table, partners, votingClosesAt);
    return isRefusal(opened) ? opened : showMatter(opened);
  }
}
