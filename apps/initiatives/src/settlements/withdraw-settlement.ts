import { isRefusal, NotFound, refuse, type RequestOf, StaleVersion, withdrawSettlement as contract } from '@klaster/contracts';
import { type Call, civilDay, Handles } from '@klaster/service-kit';
import { withdraw } from './settlement.js';
import { Settlements } from './settlements.js';

@Handles(contract)
export class WithdrawSettlement {
  constructor(private readonly settlements: Settlements) {}

  async handle({ initiativeId, number, reason }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [{ settlement }, { memberId }] = await Promise.all([this.settlements.hold(work, initiativeId, 'number', number), member]);
    if (!settlement) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== settlement.version) return refuse(StaleVersion);
    const withdrawn = withdraw(settlement, reason, { memberId, now, today: civilDay(now) });
    return isRefusal(withdrawn) ? withdrawn : this.settlements.goOn(work, settlement, withdrawn);
  }
}
