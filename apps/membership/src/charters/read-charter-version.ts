import { NotFound, readCharterVersion as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Charters, showCharter } from './charters.js';

@Handles(contract)
export class ReadCharterVersion {
  constructor(private readonly charters: Charters) {}

  async handle({ clusterId, number }: RequestOf<typeof contract>, { work }: Call) {
    const charter = await this.charters.numbered(work, clusterId, number);
    return charter ? showCharter(charter) : refuse(NotFound);
  }
}
