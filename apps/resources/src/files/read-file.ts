import { NotFound, readFile as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { shown } from './file.js';
import { Files } from './files.js';

@Handles(contract)
export class ReadFile {
  constructor(private readonly files: Files) {}

  async handle({ clusterId, sha256 }: RequestOf<typeof contract>, { work, member }: Call) {
    const { memberId } = await member;
    const file = await this.files.findVisible(work, clusterId, memberId, sha256);
    return file ? shown(file) : refuse(NotFound);
  }
}
