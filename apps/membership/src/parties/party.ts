import { accept, type Decision, type Instant, type MandateScope, MandateGranted, PartyChanged, type Party as PartyView, PartyRegistered } from '@klaster/contracts';

/** A legal entity, an informal group or a natural person, known once in the federation. */
export interface Party {
  readonly id: string;
  readonly version: number;
  readonly kind: 'organization' | 'group' | 'person';
  readonly sphere: 'social' | 'public' | 'economic';
  readonly name: string;
  readonly municipality: string;
  readonly nip: string | null;
  readonly regon: string | null;
  readonly krs: string | null;
  readonly legalForm: PartyView['legalForm'];
  readonly register: PartyView['register'];
  readonly activities: PartyView['activities'];
  readonly patronPartyId: string | null;
  readonly patronConfirmedAt: Instant | null;
  /** For a natural person: the account that is this person. */
  readonly personAccountId: string | null;
  readonly createdAt: Instant;
}

/** An account acts for a party. */
export interface Mandate {
  readonly id: string;
  readonly partyId: string;
  readonly accountId: string;
  readonly scopes: readonly MandateScope[];
  readonly validFrom: Instant;
  readonly validUntil: Instant | null;
}

export type NewParty = Pick<Party, 'kind' | 'sphere' | 'name' | 'municipality'> & { readonly [Identifier in 'nip' | 'regon' | 'krs']?: string | undefined };

/** The name of a natural person is personal data: it stays here and out of the events. */
export const openName = ({ kind, name }: Pick<Party, 'kind' | 'name'>): string | null => (kind === 'person' ? null : name);

/** A party becomes known; whoever registers it represents it. */
export function registerParty(ids: { readonly partyId: string; readonly mandateId: string }, fields: NewParty, accountId: string, now: Instant) {
  const { kind, sphere, name, municipality, nip = null, regon = null, krs = null } = fields;
  const personAccountId = kind === 'person' ? accountId : null;
  const party: Party = { id: ids.partyId, version: 0, kind, sphere, name, municipality, nip, regon, krs, legalForm: null, register: 'none', activities: [], patronPartyId: null, patronConfirmedAt: null, personAccountId, createdAt: now };
  const mandate: Mandate = { id: ids.mandateId, partyId: party.id, accountId, scopes: ['represent', 'contribute', 'read'], validFrom: now, validUntil: null };
  const { id: mandateId, scopes, ...granted } = mandate;
  const events = [
    PartyRegistered.of({ partyId: party.id, kind, sphere, name: openName(party) }),
    MandateGranted.of({ mandateId, scopes: [...scopes], ...granted }),
  ];
  return { ...accept(party, events), mandate };
}

export function changeParty(party: Party, fields: { readonly name?: string | undefined; readonly municipality?: string | undefined }): Decision<Party, never> {
  const changed = { ...party, name: fields.name ?? party.name, municipality: fields.municipality ?? party.municipality };
  return accept(changed, [PartyChanged.of({ partyId: party.id, name: openName(changed) })]);
}
