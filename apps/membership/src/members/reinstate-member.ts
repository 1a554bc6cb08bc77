import { isRefusal, NotFound, refuse, reinstateMember as contract, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { reinstateItself } from './member.js';
import { Members, showMember } from './members.js';
import { OwnMembership } from './own-membership.js';
import { Seats } from './seats.js';

@Handles(contract)
export class ReinstateMember {
  constructor(
    private readonly own: OwnMembership,
    private readonly seats: Seats,
    private readonly members: Members,
  ) {}

  async handle({ clusterId, memberId }: RequestOf<typeof contract>, call: Call) {
    const [own, table] = await Promise.all([this.own.hold({ clusterId, memberId }, call), this.seats.tableOf(call.work, clusterId)]);
    if (isRefusal(own)) return own;
    if (!table) return refuse(NotFound);
    const reinstated = reinstateItself(own.member, newId(), call.now);
    if (isRefusal(reinstated)) return reinstated;
    this.seats.given(call.work, table);
    return showMember(this.members.keep(call.work, own.member, reinstated));
  }
}
