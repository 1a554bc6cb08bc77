import { NotFound, readParty as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Parties, showParty } from './parties.js';
import type { Party } from './party.js';
import { visibleParties } from './visible-parties.js';

@Handles(contract)
export class ReadParty {
  constructor(private readonly parties: Parties) {}

  async handle({ partyId }: RequestOf<typeof contract>, { work, accountId }: Call) {
    const [party] = await work.query<Party>(`SELECT ${this.parties.columns} FROM party p WHERE id = $2 AND ${visibleParties}`, [accountId, partyId]);
    return party ? showParty(party) : refuse(NotFound);
  }
}
