import { beginClosing as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Partners } from '../partners/partners.js';
import { beginClosing } from './initiative.js';
import { Initiatives } from './initiatives.js';

@Handles(contract)
export class BeginClosing {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
  ) {}

  async handle({ initiativeId }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [initiative, partners, { memberId }] = await Promise.all([this.initiatives.hold(work, initiativeId, expectedVersion), this.partners.of(work, initiativeId), member]);
    if (isRefusal(initiative)) return initiative;
    const closing = beginClosing(initiative, partners, memberId, now);
    return isRefusal(closing) ? closing : this.initiatives.keep(work, initiative, closing);
  }
}
