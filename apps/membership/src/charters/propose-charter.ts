import { isRefusal, NotFound, proposeCharter as contract, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { propose } from './charter.js';
import { Charters, showCharter } from './charters.js';

@Handles(contract)
export class ProposeCharter {
  constructor(private readonly charters: Charters) {}

  async handle({ clusterId, text, rules, editorial }: RequestOf<typeof contract>, { work, member, now }: Call) {
    // Two who propose at once get their numbers one after the other.
    this.charters.hold(work, clusterId, 'exclusive');
    const [inForce, newest, { memberId: proposedBy }] = await Promise.all([this.charters.inForce(work, clusterId), this.charters.newest(work, clusterId), member]);
    if (!inForce) return refuse(NotFound);
    const proposed = propose(inForce, { id: newId(), number: newest + 1, text, rules, editorial, proposedBy }, now);
    return isRefusal(proposed) ? proposed : showCharter(this.charters.add(work, proposed));
  }
}
