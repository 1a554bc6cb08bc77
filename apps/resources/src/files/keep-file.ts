import { keepFile as contract, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { keep, refuseFull, shown } from './file.js';
import { Files } from './files.js';

@Handles(contract)
export class KeepFile {
  constructor(private readonly files: Files) {}

  /** What the member has sent before is answered as it is, under the name that it was given first. */
  async handle({ clusterId, ...sent }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const { memberId } = await member;
    work.hold();
    work.lock(`file ${memberId} ${sent.sha256}`, 'exclusive');
    const [known, room] = await Promise.all([this.files.findSent(work, clusterId, memberId, sent.sha256), this.files.roomOf(work, clusterId)]);
    if (known) return shown(known);
    work.refuseWhenTaken('files_full', refuseFull(room));
    return shown(this.files.add(work, keep(newId(), sent, { clusterId, member: memberId, now })));
  }
}
