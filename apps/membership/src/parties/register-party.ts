import { IdentifierTaken, PersonKnown, refuse, registerParty as contract, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Mandates } from './mandates.js';
import { Parties, showParty } from './parties.js';
import { registerParty } from './party.js';

@Handles(contract)
export class RegisterParty {
  constructor(
    private readonly parties: Parties,
    private readonly mandates: Mandates,
  ) {}

  async handle(request: RequestOf<typeof contract>, { work, accountId, now }: Call) {
    const { nip, regon, krs } = request;
    const [known] = await work.query<{ id: string }>('SELECT id FROM party WHERE nip = $1 OR regon = $2 OR krs = $3 LIMIT 1', [nip ?? null, regon ?? null, krs ?? null]);
    const taken = refuse(IdentifierTaken, { partyId: known?.id ?? '' });
    if (known) return taken;
    for (const constraint of ['party_nip', 'party_regon', 'party_krs']) work.refuseWhenTaken(constraint, taken);
    work.refuseWhenTaken('party_person', refuse(PersonKnown));
    const registered = registerParty({ partyId: newId(), mandateId: newId() }, request, accountId, now);
    this.mandates.add(work, registered.mandate);
    return showParty(this.parties.add(work, registered));
  }
}
