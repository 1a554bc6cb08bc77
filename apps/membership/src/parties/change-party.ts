import { changeParty as contract, Forbidden, isRefusal, NotFound, refuse, type RequestOf, StaleVersion } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Mandates } from '../mandates/mandates.js';
import { Parties, showParty } from './parties.js';
import { changeParty, isVisible, refuseTaken } from './party.js';

@Handles(contract)
export class ChangeParty {
  constructor(
    private readonly parties: Parties,
    private readonly mandates: Mandates,
  ) {}

  async handle({ partyId, ...changes }: RequestOf<typeof contract>, { work, accountId, expectedVersion }: Call) {
    const { nip, regon, krs, patronPartyId } = changes;
    this.parties.queue(work, { nip, regon, krs });
    const [party, represents, known, patron] = await Promise.all([
      this.parties.hold(work, partyId),
      this.mandates.represents(work, accountId, partyId),
      this.parties.knownBy(work, { nip, regon, krs }, partyId),
      patronPartyId ? this.parties.find(work, patronPartyId) : undefined,
    ]);
    if (!party || !isVisible(party, accountId)) return refuse(NotFound);
    if (!represents) return refuse(Forbidden);
    if (expectedVersion !== party.version) return refuse(StaleVersion);
    if (known) return refuseTaken(known);
    const changed = changeParty(party, changes, patron);
    return isRefusal(changed) ? changed : showParty(this.parties.keep(work, party, changed));
  }
}
