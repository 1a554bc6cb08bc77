import { AlreadyPartner, isRefusal, joinInitiative as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { join } from './partner.js';
import { Partners, showPartner } from './partners.js';

@Handles(contract)
export class JoinInitiative {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
  ) {}

  async handle({ clusterId, initiativeId }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [initiative, partners, { memberId, name }] = await Promise.all([
      this.initiatives.hold(work, initiativeId),
      this.partners.everybody(work, initiativeId),
      member.then(async ({ memberId: joining }) => ({ memberId: joining, name: await this.partners.nameOf(work, joining) })),
    ]);
    if (isRefusal(initiative)) return initiative;
    const joined = join(initiative, partners, { memberId, homeClusterId: clusterId, name }, now);
    if (isRefusal(joined)) return joined;
    work.refuseWhenTaken('initiative_partner_once', refuse(AlreadyPartner));
    this.initiatives.keep(work, initiative, joined);
    if (joined.before) this.partners.update(work, joined.partner);
    else this.partners.add(work, joined.partner);
    return showPartner(joined.partner);
  }
}
