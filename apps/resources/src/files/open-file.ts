import { NotFound, openFile as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Files } from './files.js';

@Handles(contract)
export class OpenFile {
  constructor(private readonly files: Files) {}

  /** Says which file it is; the gateway serves it from where it is kept. */
  async handle({ clusterId, sha256 }: RequestOf<typeof contract>, { work, member }: Call) {
    const { memberId } = await member;
    const file = await this.files.findVisible(work, clusterId, memberId, sha256);
    return file ? { name: file.name, sha256, size: file.size, mediaType: file.mediaType } : refuse(NotFound);
  }
}
