import { isRefusal, NotFound, proposeSettlement as contract, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, civilDay, Handles } from '@klaster/service-kit';
import { Costs } from '../costs/costs.js';
import { Initiatives } from '../initiatives/initiatives.js';
import { Partners } from '../partners/partners.js';
import { Reckonings } from './reckonings.js';
import { propose } from './settlement.js';
import { Settlements } from './settlements.js';

@Handles(contract)
export class ProposeSettlement {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly costs: Costs,
    private readonly reckonings: Reckonings,
    private readonly settlements: Settlements,
  ) {}

  async handle({ initiativeId }: RequestOf<typeof contract>, { work, member, now }: Call) {
    this.costs.takeAlone(work, initiativeId);
    const [initiative, partners, unsettled, newest, gone, { memberId }] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      this.partners.of(work, initiativeId),
      this.reckonings.of(work, initiativeId),
      this.settlements.standing(work, initiativeId),
      this.settlements.gone(work, initiativeId),
      member,
    ]);
    if (!initiative) return refuse(NotFound);
    const proposed = propose(newId(), newId, { initiative, partners, ...unsettled, newest, settledTo: newest?.settledTo ?? 0, gone }, { memberId, now, today: civilDay(now) });
    return isRefusal(proposed) ? proposed : this.settlements.propose(work, proposed);
  }
}
