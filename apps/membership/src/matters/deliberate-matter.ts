import { deliberateMatter as contract, isRefusal, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Consequences } from './consequences.js';
import { findToLead } from './find-to-lead.js';
import { deliberate } from './matter.js';
import { Matters, showMatter } from './matters.js';
import { Tables } from './tables.js';

@Handles(contract)
export class DeliberateMatter {
  constructor(
    private readonly matters: Matters,
    private readonly tables: Tables,
    private readonly consequences: Consequences,
  ) {}

  async handle({ clusterId, matterId, ...times }: RequestOf<typeof contract>, call: Call) {
    const { work, now } = call;
    const matter = await findToLead(this.matters, matterId, call);
    if (isRefusal(matter)) return matter;
    const table = await this.tables.rulesOf(work, clusterId);
    if (!table) return refuse(NotFound);
    const deliberated = deliberate(matter, times, table.rules, now);
    if (isRefusal(deliberated)) return deliberated;
    const kept = this.matters.keep(work, matter, deliberated);
    this.matters.scheduleNext(work, kept);
    await this.consequences.deliberated(work, kept);
    return showMatter(kept);
  }
}
