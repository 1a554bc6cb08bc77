import { isRefusal, PartyLooksKnown, PersonKnown, refuse, registerParty as contract, type RequestOf, type SimilarParty } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { firstMandate } from '../mandates/mandate.js';
import { Mandates } from '../mandates/mandates.js';
import { Parties, showParty } from './parties.js';
import { refuseTaken, registerParty } from './party.js';

@Handles(contract)
export class RegisterParty {
  constructor(
    private readonly parties: Parties,
    private readonly mandates: Mandates,
  ) {}

  async handle({ ifSimilar, ...fields }: RequestOf<typeof contract>, { work, accountId, now }: Call) {
    const id = newId();
    const comparable = fields.kind !== 'person';
    this.parties.queue(work, comparable ? fields : { ...fields, municipality: undefined });
    const [known, similar, patron] = await Promise.all([
      this.parties.knownBy(work, fields, id),
      comparable ? this.parties.similarTo(work, fields) : [],
      fields.patronPartyId ? this.parties.find(work, fields.patronPartyId) : undefined,
    ]);
    if (known) return refuseTaken(known);
    if (ifSimilar === 'refuse' && similar.length > 0) return { ...refuse(PartyLooksKnown), errors: similar.map(candidate) };
    const registered = registerParty(id, fields, patron, accountId, now);
    if (isRefusal(registered)) return registered;
    work.refuseWhenTaken('party_person', refuse(PersonKnown));
    const mandate = firstMandate(newId(), id, accountId, now);
    this.mandates.write(work, mandate.state);
    const party = this.parties.add(work, { state: registered.state, events: [...registered.events, ...mandate.events] });
    return { ...showParty(party), ...(similar.length > 0 ? { similar } : {}) };
  }
}

const candidate = ({ partyId, name }: SimilarParty) => ({ pointer: '/name', code: 'similar-party', message: `${name}: /v1/parties/${partyId}` });
