import { isRefusal, readMember as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { showMember } from './members.js';
import { OwnMembership } from './own-membership.js';

/** For the members of the cluster, and for the party itself: while it waits to be admitted, and when it has left. */
@Handles(contract)
export class ReadMember {
  constructor(private readonly own: OwnMembership) {}

  async handle(request: RequestOf<typeof contract>, call: Call) {
    const member = await this.own.see(request, call);
    return isRefusal(member) ? member : showMember(member);
  }
}
