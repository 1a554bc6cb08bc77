import { endMandate as contract, isRefusal, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Parties } from '../parties/parties.js';
import { endMandate, mayKnow } from './mandate.js';
import { Mandates } from './mandates.js';

@Handles(contract)
export class EndMandate {
  constructor(
    private readonly parties: Parties,
    private readonly mandates: Mandates,
  ) {}

  async handle({ partyId, mandateId }: RequestOf<typeof contract>, { work, accountId, now }: Call) {
    const [party, mandates] = await Promise.all([this.parties.hold(work, partyId), this.mandates.around(work, partyId, { mandateId })]);
    const mandate = mandates.find(({ id }) => id === mandateId);
    if (!party || !mandate || !mayKnow(mandate, mandates, accountId, now)) return refuse(NotFound);
    const ended = endMandate(mandate, party, mandates, now);
    return isRefusal(ended) ? ended : this.mandates.keep(work, party, mandate, ended);
  }
}
