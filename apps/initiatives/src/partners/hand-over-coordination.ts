import { handOverCoordination as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { handOver } from './partner.js';
import { Partners, showPartner } from './partners.js';

@Handles(contract)
export class HandOverCoordination {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
  ) {}

  async handle({ initiativeId, memberId }: RequestOf<typeof contract>, { work, member }: Call) {
    const [initiative, partners, acting] = await Promise.all([this.initiatives.hold(work, initiativeId), this.partners.everybody(work, initiativeId), member]);
    if (isRefusal(initiative)) return initiative;
    const handedOver = handOver(initiative, partners, acting.memberId, memberId);
    if (isRefusal(handedOver)) return handedOver;
    this.initiatives.keep(work, initiative, handedOver);
    for (const partner of handedOver.changed) this.partners.update(work, partner);
    return showPartner(handedOver.partner);
  }
}
