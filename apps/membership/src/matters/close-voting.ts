import { closeVoting as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { LedMatters } from './led-matters.js';
import { mayClose, notVotedOn } from './matter.js';
import { showMatter } from './matters.js';
import { Tables } from './tables.js';
import { Voting } from './voting.js';

@Handles(contract)
export class CloseVoting {
  constructor(
    private readonly led: LedMatters,
    private readonly tables: Tables,
    private readonly voting: Voting,
  ) {}

  async handle({ matterId }: RequestOf<typeof contract>, call: Call) {
    const matter = await this.led.find(matterId, call);
    if (isRefusal(matter)) return matter;
    const notOpen = notVotedOn(matter);
    if (notOpen) return notOpen;
    const { votingHours } = await this.tables.rulesAtOpening(call.work, matter);
    return mayClose(matter, votingHours, call.now) ?? showMatter(await this.voting.close(call.work, matter));
  }
}
