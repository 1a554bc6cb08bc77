import { isRefusal, nameRisk as contract, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Grounds } from '../costs/grounds.js';
import { nameRisk, wholeOf } from './risk.js';
import { Risks } from './risks.js';

@Handles(contract)
export class NameRisk {
  constructor(
    private readonly risks: Risks,
    private readonly grounds: Grounds,
  ) {}

  async handle({ clusterId: _, initiativeId, ...said }: RequestOf<typeof contract>, call: Call) {
    const ground = await this.grounds.of(initiativeId, undefined, call);
    if (isRefusal(ground)) return ground;
    const decision = nameRisk(newId(), wholeOf(said), ground, ground.acting);
    return isRefusal(decision) ? decision : this.risks.add(call.work, decision, ground.initiative.clusterId);
  }
}
