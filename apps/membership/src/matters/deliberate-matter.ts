import { ClusterDissolved, deliberateMatter as contract, isRefusal, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Consequences } from './consequences.js';
import { LedMatters } from './led-matters.js';
import { deliberate } from './matter.js';
import { Matters, showMatter } from './matters.js';
import { Tables } from './tables.js';

@Handles(contract)
export class DeliberateMatter {
  constructor(
    private readonly led: LedMatters,
    private readonly matters: Matters,
    private readonly tables: Tables,
    private readonly consequences: Consequences,
  ) {}

  async handle({ clusterId, matterId, ...times }: RequestOf<typeof contract>, call: Call) {
    const { work, now } = call;
    const matter = await this.led.find(matterId, call);
    if (isRefusal(matter)) return matter;
    const table = await this.tables.rulesOf(work, clusterId);
    if (!table) return refuse(ClusterDissolved);
    const deliberated = deliberate(matter, times, table.rules, now);
    if (isRefusal(deliberated)) return deliberated;
    const kept = this.matters.keep(work, matter, deliberated);
    this.matters.scheduleNext(work, kept);
    await this.consequences.deliberated(work, kept);
    return showMatter(kept);
  }
}
