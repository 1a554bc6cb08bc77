import { isRefusal, type Refusal } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { Consequences } from './consequences.js';
import { Electorates } from './electorates.js';
import { type Matter, opensEarliest, postpone, replan } from './matter.js';
import { Matters, openVotingTimer } from './matters.js';
import { type TableRules, Tables } from './tables.js';
import { Voting } from './voting.js';

/** The clock opens voting. Where it cannot be opened the matter is a draft again, and everybody is told why. */
@OnTimer(openVotingTimer)
export class OpenVotingOnTime implements TimerHandler {
  constructor(
    private readonly matters: Matters,
    private readonly tables: Tables,
    private readonly electorates: Electorates,
    private readonly voting: Voting,
    private readonly consequences: Consequences,
  ) {}

  async handle({ subject }: DueTimer, { work, now, requestId }: TimerCall): Promise<void> {
    const seen = await this.matters.find(work, subject);
    if (seen?.state !== 'deliberation') return;
    const partners = await this.electorates.partnersOf(seen, requestId);
    if (isRefusal(partners)) throw new Error(`the partners of ${seen.about.initiativeId} are not to be had: ${partners.refused}`);
    const [matter, table] = await Promise.all([this.matters.findAlone(work, subject), this.tables.rulesOf(work, seen.clusterId)]);
    if (!table || matter?.state !== 'deliberation') return;
    if (now < opensEarliest(matter, table.rules)) this.wait(work, matter, table);
    else {
      const opened = await this.voting.open(work, matter, table, partners);
      if (isRefusal(opened)) await this.putBack(work, matter, opened);
    }
  }

  private wait(work: Work, matter: Matter, { rules }: TableRules): void {
    this.matters.scheduleNext(work, this.matters.keep(work, matter, replan(matter, rules)));
  }

  private async putBack(work: Work, matter: Matter, { refused }: Refusal): Promise<void> {
    const kept = this.matters.keep(work, matter, postpone(matter, refused));
    await this.consequences.returned(work, kept);
  }
}
