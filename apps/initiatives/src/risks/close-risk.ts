import { closeRisk as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { OwnRisks } from './own-risks.js';
import { closeRisk } from './risk.js';
import { Risks } from './risks.js';

@Handles(contract)
export class CloseRisk {
  constructor(
    private readonly own: OwnRisks,
    private readonly risks: Risks,
  ) {}

  async handle({ reason, ...one }: RequestOf<typeof contract>, call: Call) {
    const seen = await this.own.see(one, call);
    if (isRefusal(seen)) return seen;
    const decision = closeRisk(seen.risk, reason, seen.ground, seen.acting);
    return isRefusal(decision) ? decision : this.risks.keep(call.work, seen.risk, decision, seen.risk.clusterId);
  }
}
