import { deliberateFederationMatter as contract, federationId, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { deliberate } from '../matters/matter.js';
import { Matters, showMatter } from '../matters/matters.js';
import { federationRules, timesOf } from './federation-matter.js';
import { FederationTable } from './federation-table.js';

@Handles(contract)
export class DeliberateFederationMatter {
  constructor(
    private readonly table: FederationTable,
    private readonly matters: Matters,
  ) {}

  async handle({ clusterId, matterId, ...times }: RequestOf<typeof contract>, call: Call) {
    const { work, now } = call;
    const matter = await this.table.findToLead(matterId, clusterId, call);
    if (isRefusal(matter)) return matter;
    const deliberated = deliberate(matter, timesOf(times, now), federationRules, now);
    if (isRefusal(deliberated)) return deliberated;
    const kept = this.matters.keep(work, matter, deliberated, federationId);
    this.matters.scheduleNext(work, kept);
    return showMatter(kept);
  }
}
