import { isRefusal, type RequestOf, suspendMember as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { suspendItself } from './member.js';
import { Members, showMember } from './members.js';
import { OwnMembership } from './own-membership.js';

@Handles(contract)
export class SuspendMember {
  constructor(
    private readonly own: OwnMembership,
    private readonly members: Members,
  ) {}

  async handle({ clusterId, memberId, reason }: RequestOf<typeof contract>, call: Call) {
    const own = await this.own.hold({ clusterId, memberId }, call);
    if (isRefusal(own)) return own;
    const suspended = suspendItself(own.member, reason ?? null, call.now);
    return isRefusal(suspended) ? suspended : showMember(this.members.keep(call.work, own.member, suspended));
  }
}
