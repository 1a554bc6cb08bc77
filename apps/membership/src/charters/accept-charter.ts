import { acceptCharter as contract, NotFound, OtherCharter, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { acceptCharter } from '../members/member.js';
import { Members } from '../members/members.js';
import { Acceptances } from './acceptances.js';
import { Charters } from './charters.js';

/** A member that has accepted a version has accepted it: asked again, it is told so. */
@Handles(contract)
export class AcceptCharter {
  constructor(
    private readonly charters: Charters,
    private readonly members: Members,
    private readonly acceptances: Acceptances,
  ) {}

  async handle({ clusterId, number, sha256 }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const { memberId, mandateId } = await member;
    this.charters.hold(work, clusterId, 'shared');
    const [accepting, version, inForce, before] = await Promise.all([
      this.members.hold(work, memberId),
      this.charters.numbered(work, clusterId, number),
      this.charters.inForce(work, clusterId),
      this.acceptances.find(work, memberId, number),
    ]);
    if (!accepting || !version || !inForce) return refuse(NotFound);
    if (number !== inForce.number || sha256 !== inForce.sha256) return refuse(OtherCharter, { number: inForce.number, sha256: inForce.sha256 });
    if (before) return before;
    const acceptance = { clusterId, memberId, number, mandateId, sha256, acceptedAt: now };
    this.acceptances.add(work, acceptance);
    this.members.keep(work, accepting, acceptCharter(accepting, inForce, mandateId, now));
    return acceptance;
  }
}
