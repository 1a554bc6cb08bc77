import { isRefusal, NotFound, payTransfer as contract, refuse, type RequestOf, StaleVersion } from '@klaster/contracts';
import { type Call, civilDay, Handles } from '@klaster/service-kit';
import { pay } from './settlement.js';
import { Settlements } from './settlements.js';

@Handles(contract)
export class PayTransfer {
  constructor(private readonly settlements: Settlements) {}

  async handle({ initiativeId, transferId, paidOn, reference }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [{ settlement, gone }, { memberId }] = await Promise.all([this.settlements.hold(work, initiativeId, 'transferId', transferId), member]);
    const transfer = settlement?.transfers.find(({ id }) => id === transferId);
    if (!settlement || !transfer) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== settlement.version) return refuse(StaleVersion);
    const paid = pay(settlement, transfer, gone, { paidOn, reference: reference ?? null }, { memberId, now, today: civilDay(now) });
    return isRefusal(paid) ? paid : this.settlements.goOn(work, settlement, paid);
  }
}
