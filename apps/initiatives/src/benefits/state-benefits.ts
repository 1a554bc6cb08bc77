import { isRefusal, type RequestOf, stateBenefits as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { Partners } from '../partners/partners.js';
import { Benefits } from './benefits.js';
import { stateBenefits } from './statement.js';

@Handles(contract)
export class StateBenefits {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly benefits: Benefits,
  ) {}

  async handle({ initiativeId, none, note }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const acting = await member;
    const [initiative, partners, acknowledged] = await Promise.all([
      this.initiatives.hold(work, initiativeId),
      this.partners.of(work, initiativeId),
      this.benefits.acknowledged(work, initiativeId, acting.memberId),
    ]);
    if (isRefusal(initiative)) return initiative;
    const stated = stateBenefits(initiative, partners, { none, note: note ?? null }, acknowledged, { memberId: acting.memberId, now });
    if (isRefusal(stated)) return stated;
    this.initiatives.keep(work, initiative, stated);
    this.benefits.keepStatement(work, stated.statement);
    return stated.statement;
  }
}
