import { isDeepStrictEqual } from 'node:util';
import {
  accept, type Decision, IdentifierTaken, type Instant, LegalFormUnfit, legalForms, NotPatron, PartyChanged, PartyDescribed, PartyRegistered, type Party as PartyView, PatronageConfirmed, PatronUnfit, refuse,
} from '@klaster/contracts';

/** A legal entity, an informal group or a natural person, known once in the federation. */
export interface Party {
  readonly id: string;
  readonly version: number;
  readonly kind: PartyView['kind'];
  readonly sphere: PartyView['sphere'];
  readonly name: string;
  readonly municipality: string;
  readonly nip: string | null;
  readonly regon: string | null;
  readonly krs: string | null;
  readonly legalForm: PartyView['legalForm'];
  readonly register: PartyView['register'];
  readonly activities: readonly PartyView['activities'][number][];
  readonly patronPartyId: string | null;
  readonly patronConfirmedAt: Instant | null;
  /** For a natural person: the account that is this person. */
  readonly personAccountId: string | null;
  readonly createdAt: Instant;
}

/** What is known to be a patron, where one is named: undefined where there is no such party. */
export type Patron = Pick<Party, 'kind'> | undefined;

type Described = Pick<Party, 'name' | 'municipality' | 'legalForm' | 'register' | 'activities' | 'patronPartyId' | 'nip' | 'regon' | 'krs'>;
type Given<Fields> = { readonly [Field in keyof Fields]?: Exclude<Fields[Field], null> | undefined };

export type NewParty = Pick<Party, 'kind' | 'sphere' | 'name' | 'municipality'> & Given<Described>;
export type PartyChanges = Omit<Given<Described>, 'patronPartyId'> & { readonly patronPartyId?: string | null | undefined };

/** The form of those who name none. */
const usualForm = { person: 'natural-person', group: 'informal-group', organization: null } as const;

/** The name of a natural person is personal data: it stays here and out of the events. */
export const openName = ({ kind, name }: Pick<Party, 'kind' | 'name'>): string | null => (kind === 'person' ? null : name);

/** Organizations and groups are open to every account; a natural person is seen here by itself alone. */
export const isVisible = ({ kind, personAccountId }: Pick<Party, 'kind' | 'personAccountId'>, accountId: string): boolean =>
  kind !== 'person' || personAccountId === accountId;

/** What of a natural person would tell who it is stays out, and so does what it is active in: that can tell of its health. */
function describe({ id: partyId, kind, municipality, legalForm, register, activities, nip, regon, krs, patronPartyId }: Party) {
  const open = { municipality, activities: [...activities], nip, regon, krs };
  const nothing = { municipality: null, activities: [], nip: null, regon: null, krs: null };
  return PartyDescribed.of({ partyId, legalForm, register, patronPartyId, ...(kind === 'person' ? nothing : open) });
}

/** Refuses an identifier that another party is known by, with a link to it; a natural person is not pointed out. */
export const refuseTaken = ({ id, kind }: Pick<Party, 'id' | 'kind'>) => (kind === 'person' ? refuse(IdentifierTaken) : refuse(IdentifierTaken, { partyId: id }));

function checkForm({ kind, legalForm }: Party) {
  const form = legalForms.find(({ code }) => code === legalForm);
  const kinds: readonly string[] = form?.kinds ?? [kind];
  return kinds.includes(kind) ? undefined : refuse(LegalFormUnfit, { legalForm: legalForm ?? '', kind });
}

function checkPatron({ kind, patronPartyId }: Party, patron: Patron) {
  return patronPartyId === null || (kind === 'group' && patron?.kind === 'organization') ? undefined : refuse(PatronUnfit);
}

/** A party becomes known in the federation. */
export function registerParty(
  id: string,
  { kind, sphere, name, municipality, ...given }: NewParty,
  patron: Patron,
  accountId: string,
  now: Instant,
): Decision<Party, 'legal-form-unfit' | 'patron-unfit'> {
  const { nip = null, regon = null, krs = null, legalForm = usualForm[kind], patronPartyId = null } = given;
  const { register = krs === null ? 'none' : 'krs', activities = [] } = given;
  const party: Party = {
    id, version: 0, kind, sphere, name, municipality, nip, regon, krs, legalForm, register, activities: [...new Set(activities)], patronPartyId, patronConfirmedAt: null,
    personAccountId: kind === 'person' ? accountId : null, createdAt: now,
  };
  const refusal = checkForm(party) ?? checkPatron(party, patron);
  return refusal ?? accept(party, [PartyRegistered.of({ partyId: id, kind, sphere, name: openName(party) }), describe(party)]);
}

/** A representative corrects what is said of its party. A patron that is named anew has not confirmed yet. */
export function changeParty(party: Party, changes: PartyChanges, patron: Patron): Decision<Party, 'legal-form-unfit' | 'patron-unfit'> {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<Described>;
  const register = changes.register ?? (party.register === 'none' && changes.krs !== undefined ? 'krs' : party.register);
  const changed: Party = { ...party, ...given, register, activities: [...new Set(changes.activities ?? party.activities)] };
  const samePatron = changed.patronPartyId === party.patronPartyId;
  const refusal = checkForm(changed) ?? (samePatron ? undefined : checkPatron(changed, patron));
  if (refusal) return refusal;
  const patronConfirmedAt = samePatron ? party.patronConfirmedAt : null;
  const described = describe(changed);
  const events = [PartyChanged.of({ partyId: party.id, name: openName(changed) }), ...(isDeepStrictEqual(described, describe(party)) ? [] : [described])];
  return accept({ ...changed, patronConfirmedAt }, events);
}

/** The patron that a group names confirms that it stands by it. */
export function confirmPatronage(group: Party, now: Instant): Decision<Party, 'not-patron'> {
  const { id: partyId, patronPartyId, patronConfirmedAt } = group;
  if (patronPartyId === null || patronConfirmedAt !== null) return refuse(NotPatron);
  return accept({ ...group, patronConfirmedAt: now }, [PatronageConfirmed.of({ partyId, patronPartyId, confirmedAt: now })]);
}
