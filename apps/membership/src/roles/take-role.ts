import { Forbidden, isRefusal, refuse, RoleElected, type RequestOf, takeRole as contract } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { hasSeat } from '../members/member.js';
import { Members } from '../members/members.js';
import { takeRole } from './role.js';
import { Roles } from './roles.js';

@Handles(contract)
export class TakeRole {
  constructor(
    private readonly roles: Roles,
    private readonly members: Members,
  ) {}

  async handle({ clusterId, role }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const { memberId } = await member;
    this.roles.holdAll(work, clusterId);
    const [holder, before] = await Promise.all([
      // Who leaves in this moment takes no role with it.
      this.members.hold(work, memberId),
      work.query('SELECT FROM role WHERE cluster_id = $1 AND role = $2 LIMIT 1', [clusterId, role]),
    ]);
    if (!holder || !hasSeat(holder)) return refuse(Forbidden);
    const taken = takeRole(newId(), { clusterId, memberId, role }, before.length > 0, now);
    if (isRefusal(taken)) return taken;
    work.refuseWhenTaken('role_taken', refuse(RoleElected));
    return this.roles.give(work, taken);
  }
}
