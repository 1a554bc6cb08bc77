import type { Party as PartyView } from '@klaster/contracts';
import { Collection, Database } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Party } from './party.js';

export const partySchema = new EntitySchema<Party>({
  name: 'party',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    kind: { type: 'text' },
    sphere: { type: 'text' },
    name: { type: 'text' },
    municipality: { type: 'text' },
    nip: { type: 'text', nullable: true },
    regon: { type: 'text', nullable: true },
    krs: { type: 'text', nullable: true },
    legalForm: { type: 'text', nullable: true },
    register: { type: 'text' },
    activities: { type: 'text', array: true },
    patronPartyId: { type: 'uuid', nullable: true },
    patronConfirmedAt: { type: 'timestamptz', nullable: true },
    personAccountId: { type: 'uuid', nullable: true },
    createdAt: { type: 'timestamptz' },
  },
});

@Injectable()
export class Parties extends Collection<Party> {
  constructor(database: Database) {
    super(database, partySchema);
  }
}

/** A party as clients see it: without the account behind a natural person. */
export function showParty({ personAccountId: _, ...party }: Party): PartyView {
  return party;
}
