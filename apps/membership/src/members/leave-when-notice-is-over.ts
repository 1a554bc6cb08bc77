import { isRefusal } from '@klaster/contracts';
import { type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { Roles } from '../roles/roles.js';
import { leave } from './member.js';
import { Members } from './members.js';

@OnTimer('membership.member.leave')
export class LeaveWhenNoticeIsOver implements TimerHandler {
  constructor(
    private readonly members: Members,
    private readonly roles: Roles,
  ) {}

  async handle({ subject }: DueTimer, { work, now }: TimerCall): Promise<void> {
    const [member, roles] = await Promise.all([this.members.hold(work, subject), this.roles.heldBy(work, subject)]);
    const left = member && leave(member, now);
    // Excluded meanwhile.
    if (!left || isRefusal(left)) return;
    await this.roles.end(work, roles, now);
    this.members.keep(work, member, left);
  }
}
