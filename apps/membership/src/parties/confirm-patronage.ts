import { confirmPatronage as contract, Forbidden, isRefusal, NotFound, NotPatron, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Mandates } from '../mandates/mandates.js';
import { Parties, showParty } from './parties.js';
import { confirmPatronage, isVisible } from './party.js';

@Handles(contract)
export class ConfirmPatronage {
  constructor(
    private readonly parties: Parties,
    private readonly mandates: Mandates,
  ) {}

  async handle({ partyId }: RequestOf<typeof contract>, { work, accountId, now }: Call) {
    const group = await this.parties.find(work, partyId);
    if (!group || !isVisible(group, accountId)) return refuse(NotFound);
    if (group.patronPartyId === null) return refuse(NotPatron);
    if (!(await this.mandates.represents(work, accountId, group.patronPartyId))) return refuse(Forbidden);
    const confirmed = confirmPatronage(group, now);
    return isRefusal(confirmed) ? confirmed : showParty(this.parties.keep(work, group, confirmed));
  }
}
