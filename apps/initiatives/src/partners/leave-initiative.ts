import { isRefusal, leaveInitiative as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Agreements } from '../agreements/agreements.js';
import { Initiatives } from '../initiatives/initiatives.js';
import { noticeEnds } from './notice.js';
import { after, leave } from './partner.js';
import { Partners, showPartner } from './partners.js';

@Handles(contract)
export class LeaveInitiative {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly agreements: Agreements,
  ) {}

  async handle({ initiativeId, memberId, reason }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [initiative, partners, inForce, acting] = await Promise.all([
      this.initiatives.hold(work, initiativeId),
      this.partners.everybody(work, initiativeId),
      this.agreements.inForce(work, initiativeId),
      member,
    ]);
    if (isRefusal(initiative)) return initiative;
    const left = leave(initiative, partners, acting.memberId, { memberId, reason: reason ?? null, leavesOn: noticeEnds(inForce.at(-1), now) }, now);
    if (isRefusal(left)) return left;
    this.initiatives.keep(work, initiative, left);
    this.partners.update(work, left.partner);
    this.partners.watch(work, initiative, after(partners, [left.partner]));
    return showPartner(left.partner);
  }
}
