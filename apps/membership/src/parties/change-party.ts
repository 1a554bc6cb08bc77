import { changeParty as contract, Forbidden, isRefusal, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Mandates } from './mandates.js';
import { Parties, showParty } from './parties.js';
import { changeParty } from './party.js';

@Handles(contract)
export class ChangeParty {
  constructor(
    private readonly parties: Parties,
    private readonly mandates: Mandates,
  ) {}

  async handle({ partyId, ...fields }: RequestOf<typeof contract>, { work, accountId, expectedVersion }: Call) {
    if (!(await this.mandates.represents(work, accountId, partyId))) return refuse(Forbidden);
    const changed = await this.parties.change(work, partyId, expectedVersion, (party) => changeParty(party, fields));
    return isRefusal(changed) ? changed : showParty(changed);
  }
}
