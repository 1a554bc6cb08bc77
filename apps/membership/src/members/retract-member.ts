import { isRefusal, type RequestOf, retractMember as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { retract } from './member.js';
import { Members, showMember } from './members.js';
import { OwnMembership } from './own-membership.js';

/** Withdraws nothing but the declaration: where the table votes on it, it decides without effect. */
@Handles(contract)
export class RetractMember {
  constructor(
    private readonly own: OwnMembership,
    private readonly members: Members,
  ) {}

  async handle({ clusterId, memberId }: RequestOf<typeof contract>, call: Call) {
    const own = await this.own.hold({ clusterId, memberId }, call);
    if (isRefusal(own)) return own;
    const retracted = retract(own.member, call.now);
    if (isRefusal(retracted)) return retracted;
    call.work.schedule({ name: 'membership.member.admit-by-silence', subject: memberId, dueAt: null });
    return showMember(this.members.keep(call.work, own.member, retracted));
  }
}
