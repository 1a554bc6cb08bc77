import { isRefusal, type RequestOf, stateBenefits as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { Partners } from '../partners/partners.js';
import { state } from './benefit.js';
import { Benefits } from './benefits.js';

@Handles(contract)
export class StateBenefits {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly benefits: Benefits,
  ) {}

  async handle({ initiativeId, none, note }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [initiative, partners, { memberId }] = await Promise.all([this.initiatives.hold(work, initiativeId, expectedVersion), this.partners.everybody(work, initiativeId), member]);
    if (isRefusal(initiative)) return initiative;
    const stated = state(initiative, partners, await this.benefits.acknowledged(work, initiativeId, memberId), { none, note: note ?? null }, memberId, now);
    if (isRefusal(stated)) return stated;
    this.initiatives.keep(work, initiative, stated);
    this.benefits.keepStatement(work, stated.statement);
    return stated.statement;
  }
}
