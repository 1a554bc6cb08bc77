import { admitMember as contract, isRefusal, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Acceptances } from '../charters/acceptances.js';
import { Charters } from '../charters/charters.js';
import { askForAdmission } from './member.js';
import { admissionOf, MemberMatters } from './member-matters.js';
import { Members, showMember } from './members.js';
import { OwnMembership } from './own-membership.js';
import { Seats } from './seats.js';

/** The party's own step under every rule: it accepts the charter. Whether that admits it already says the rule. */
@Handles(contract)
export class AdmitMember {
  constructor(
    private readonly own: OwnMembership,
    private readonly seats: Seats,
    private readonly members: Members,
    private readonly charters: Charters,
    private readonly acceptances: Acceptances,
    private readonly matters: MemberMatters,
  ) {}

  async handle({ clusterId, memberId, charterSha256 }: RequestOf<typeof contract>, call: Call) {
    const { work, now } = call;
    this.charters.hold(work, clusterId, 'shared');
    const [own, table] = await Promise.all([this.own.hold({ clusterId, memberId }, call), this.seats.tableOf(work, clusterId)]);
    if (isRefusal(own)) return own;
    if (!table) return refuse(NotFound);
    const { member, mandateId } = own;
    const { number, sha256, rules } = table.terms;
    const matterId = newId();
    const asked = askForAdmission(member, table.terms, { mandateId, charterSha256, seatId: newId(), matterId }, now);
    if (isRefusal(asked)) return asked;
    this.acceptances.add(work, { clusterId, memberId, number, mandateId, sha256, acceptedAt: now });
    if (asked.state.state === 'admitted') this.seats.given(work, table);
    if (asked.state.matterId === matterId) this.matters.put(work, matterId, admissionOf(asked.state, rules), rules, now);
    if (asked.state.objectionsUntil) work.schedule({ name: 'membership.member.admit-by-silence', subject: memberId, dueAt: asked.state.objectionsUntil });
    return showMember(this.members.keep(work, member, asked));
  }
}
