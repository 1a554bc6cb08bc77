import { isRefusal, type RequestOf, resignRole as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { resign } from './role.js';
import { roleEndTimer, Roles } from './roles.js';

@Handles(contract)
export class ResignRole {
  constructor(private readonly roles: Roles) {}

  async handle({ roleId }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const { memberId } = await member;
    const resigned = await this.roles.change(work, roleId, expectedVersion, (role) => resign(role, memberId, now));
    if (isRefusal(resigned)) return resigned;
    work.schedule({ name: roleEndTimer, subject: roleId, dueAt: null });
    return resigned;
  }
}
