import { admitFile as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { isFull, refuseFull } from './file.js';
import { Files } from './files.js';

@Handles(contract)
export class AdmitFile {
  constructor(private readonly files: Files) {}

  /** That the caller may send files at all is checked by the contract. */
  async handle({ clusterId }: RequestOf<typeof contract>, { work }: Call) {
    const room = await this.files.roomOf(work, clusterId);
    return isFull(room) ? refuseFull(room) : {};
  }
}
