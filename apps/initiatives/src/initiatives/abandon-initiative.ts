import { abandonInitiative as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Partners } from '../partners/partners.js';
import { abandon } from './initiative.js';
import { Initiatives } from './initiatives.js';

@Handles(contract)
export class AbandonInitiative {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
  ) {}

  async handle({ initiativeId, reason }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [initiative, partners, { memberId }] = await Promise.all([this.initiatives.hold(work, initiativeId, expectedVersion), this.partners.of(work, initiativeId), member]);
    if (isRefusal(initiative)) return initiative;
    const abandoned = abandon(initiative, partners, reason, memberId, now);
    return isRefusal(abandoned) ? abandoned : this.initiatives.keep(work, initiative, abandoned);
  }
}
