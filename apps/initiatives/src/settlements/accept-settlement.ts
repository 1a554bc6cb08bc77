import { acceptSettlement as contract, isRefusal, NotFound, refuse, type RequestOf, StaleVersion } from '@klaster/contracts';
import { type Call, civilDay, Handles } from '@klaster/service-kit';
import { accept } from './settlement.js';
import { Settlements } from './settlements.js';

@Handles(contract)
export class AcceptSettlement {
  constructor(private readonly settlements: Settlements) {}

  async handle({ initiativeId, number }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [{ settlement, gone }, { memberId, mandateId }] = await Promise.all([this.settlements.hold(work, initiativeId, 'number', number), member]);
    if (!settlement) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== settlement.version) return refuse(StaleVersion);
    const accepted = accept(settlement, gone, mandateId, { memberId, now, today: civilDay(now) });
    if (isRefusal(accepted)) return accepted;
    this.settlements.addAcceptance(work, settlement, accepted.acceptance);
    return this.settlements.goOn(work, settlement, accepted);
  }
}
