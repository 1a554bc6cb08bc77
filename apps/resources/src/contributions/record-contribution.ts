import { isRefusal, recordContribution as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Contributions } from './contributions.js';
import { Recording } from './recording.js';

@Handles(contract)
export class RecordContribution {
  constructor(
    private readonly contributions: Contributions,
    private readonly recording: Recording,
  ) {}

  async handle({ clusterId, ...line }: RequestOf<typeof contract>, call: Call) {
    const [decision] = await this.recording.decide(call, clusterId, [line]);
    return isRefusal(decision) ? decision : this.contributions.add(call.work, decision!);
  }
}
