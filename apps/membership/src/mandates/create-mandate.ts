import { createMandate as contract, isRefusal, MandateExists, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Parties } from '../parties/parties.js';
import { isVisible } from '../parties/party.js';
import { proposeMandate } from './mandate.js';
import { Mandates } from './mandates.js';

@Handles(contract)
export class CreateMandate {
  constructor(
    private readonly parties: Parties,
    private readonly mandates: Mandates,
  ) {}

  async handle({ partyId, accountId: invited, scopes, validFrom, validUntil }: RequestOf<typeof contract>, { work, accountId: by, now }: Call) {
    const accountId = invited ?? by;
    const [party, mandates] = await Promise.all([this.parties.hold(work, partyId), this.mandates.around(work, partyId, { accountIds: [accountId, by] })]);
    if (!party || !isVisible(party, by)) return refuse(NotFound);
    const proposed = proposeMandate(newId(), { accountId, scopes, validFrom: instantOf(validFrom), validUntil: instantOf(validUntil) }, party, mandates, by, now);
    if (isRefusal(proposed)) return proposed;
    work.refuseWhenTaken('mandate_current', refuse(MandateExists));
    return this.mandates.add(work, party, proposed);
  }
}

const instantOf = (input: string | undefined) => (input === undefined ? undefined : new Date(input).toISOString());
