import { changeRisk as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { OwnRisks } from './own-risks.js';
import { changeRisk, wholeOf } from './risk.js';
import { Risks } from './risks.js';

@Handles(contract)
export class ChangeRisk {
  constructor(
    private readonly own: OwnRisks,
    private readonly risks: Risks,
  ) {}

  async handle({ clusterId: _, initiativeId, riskId, ...said }: RequestOf<typeof contract>, call: Call) {
    const seen = await this.own.see({ initiativeId, riskId }, call);
    if (isRefusal(seen)) return seen;
    const decision = changeRisk(seen.risk, wholeOf(said), seen.ground, seen.acting);
    return isRefusal(decision) ? decision : this.risks.keep(call.work, seen.risk, decision, seen.risk.clusterId);
  }
}
