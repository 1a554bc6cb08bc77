import { isRefusal } from '@klaster/contracts';
import { type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { endTerm } from './role.js';
import { Roles } from './roles.js';

@OnTimer('membership.role.end')
export class EndRoleWhenItsTermIsOver implements TimerHandler {
  constructor(private readonly roles: Roles) {}

  async handle({ subject }: DueTimer, { work, now }: TimerCall): Promise<void> {
    const role = await this.roles.find(work, subject);
    const ended = role && endTerm(role, now);
    if (ended && !isRefusal(ended)) this.roles.keep(work, role, ended, role.clusterId);
  }
}
