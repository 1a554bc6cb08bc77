import { isRefusal, recordOccurrence as contract, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Costs } from '../costs/costs.js';
import { OwnRisks } from './own-risks.js';
import { occur } from './risk.js';
import { Risks } from './risks.js';

@Handles(contract)
export class RecordOccurrence {
  constructor(
    private readonly own: OwnRisks,
    private readonly risks: Risks,
    private readonly costs: Costs,
  ) {}

  /** The loss and the risk that has become it are kept together or not at all. */
  async handle({ clusterId: _, initiativeId, riskId, loss, ...occurrence }: RequestOf<typeof contract>, call: Call) {
    const seen = await this.own.see({ initiativeId, riskId }, call);
    if (isRefusal(seen)) return seen;
    const occurred = occur(seen.risk, newId(), { ...occurrence, loss }, seen.ground, seen.acting);
    if (isRefusal(occurred)) return occurred;
    if (occurred.entered) this.costs.add(call.work, initiativeId, [occurred.entered]);
    return this.risks.keep(call.work, seen.risk, occurred, seen.risk.clusterId);
  }
}
