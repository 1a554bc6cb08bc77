import { isRefusal, NotFound, receiveTransfer as contract, refuse, type RequestOf, StaleVersion } from '@klaster/contracts';
import { type Call, civilDay, Handles } from '@klaster/service-kit';
import { receive } from './settlement.js';
import { Settlements } from './settlements.js';

@Handles(contract)
export class ReceiveTransfer {
  constructor(private readonly settlements: Settlements) {}

  async handle({ initiativeId, transferId }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [{ settlement, gone }, { memberId }] = await Promise.all([this.settlements.hold(work, initiativeId, 'transferId', transferId), member]);
    const transfer = settlement?.transfers.find(({ id }) => id === transferId);
    if (!settlement || !transfer) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== settlement.version) return refuse(StaleVersion);
    const received = receive(settlement, transfer, gone, { memberId, now, today: civilDay(now) });
    return isRefusal(received) ? received : this.settlements.goOn(work, settlement, received);
  }
}
