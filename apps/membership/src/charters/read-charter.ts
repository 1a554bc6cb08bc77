import { NotFound, readCharter as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Charters, showCharter } from './charters.js';

/** For everybody with an account: whoever thinks of joining reads it first. */
@Handles(contract)
export class ReadCharter {
  constructor(private readonly charters: Charters) {}

  async handle({ clusterId }: RequestOf<typeof contract>, { work }: Call) {
    const charter = await this.charters.inForce(work, clusterId);
    return charter ? showCharter(charter) : refuse(NotFound);
  }
}
