import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, line, page, pageRequest, Version } from '../core/values.js';
import { ActivityCode, LegalFormCode, Register } from './code-lists.js';
import { AnyIdentifier, Krs, Nip, Regon } from './identifiers.js';

export const partyKinds = ['organization', 'group', 'person'] as const;
export type PartyKind = (typeof partyKinds)[number];
export const spheres = ['social', 'public', 'economic'] as const;

/** What a representative says of its party, and may correct. */
const described = {
  name: line(200),
  municipality: line(80),
  legalForm: LegalFormCode.optional().meta({ description: 'Code from /v1/legal-forms' }),
  register: Register.optional().meta({ description: 'The register that it stands in, apart from its form' }),
  activities: z.array(ActivityCode).max(10).optional().meta({ description: 'Codes from /v1/activities' }),
  patronPartyId: Id.optional().meta({ description: 'The organization that an informal group names as its patron; the patron confirms it' }),
  nip: Nip.optional(),
  regon: Regon.optional(),
  krs: Krs.optional(),
};

export const Party = z
  .strictObject({
    id: Id,
    version: Version,
    kind: z.enum(partyKinds),
    sphere: z.enum(spheres),
    name: z.string(),
    municipality: z.string(),
    legalForm: LegalFormCode.nullable(),
    register: Register,
    activities: z.array(ActivityCode),
    nip: z.string().nullable(),
    regon: z.string().nullable(),
    krs: z.string().nullable(),
    patronPartyId: Id.nullable(),
    patronConfirmedAt: Instant.nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'Party', description: 'A legal entity, an informal group or a natural person, known once in the federation' });
export type Party = z.output<typeof Party>;

export const SimilarParty = z
  .strictObject({ partyId: Id, name: z.string(), municipality: z.string() })
  .meta({ id: 'SimilarParty', description: 'A party that may be the same one' });
export type SimilarParty = z.output<typeof SimilarParty>;

export const IdentifierTaken = problem({
  slug: 'identifier-taken',
  status: 409,
  title: { en: 'A party with this identifier is known already', pl: 'Podmiot o tym identyfikatorze już istnieje' },
  detail: {
    en: 'Ask its representative for a mandate instead of registering it again: POST /v1/parties/{partyId}/mandates.',
    pl: 'Zamiast rejestrować go ponownie, poproś jego przedstawiciela o mandat: POST /v1/parties/{partyId}/mandates.',
  },
});
export const PersonKnown = problem({
  slug: 'person-known',
  status: 409,
  title: { en: 'You are registered as a person already', pl: 'Jesteś już zarejestrowana/-y jako osoba' },
  detail: { en: 'One account stands for one natural person.', pl: 'Jedno konto odpowiada jednej osobie fizycznej.' },
});
export const PartyLooksKnown = problem({
  slug: 'party-looks-known',
  status: 409,
  title: { en: 'A party of a similar name is known in this municipality', pl: 'W tej gminie jest już podmiot o podobnej nazwie' },
  detail: {
    en: 'Look at the candidates in errors. If it is another one, register it with "ifSimilar": "register".',
    pl: 'Sprawdź kandydatów w errors. Jeśli to inny podmiot, zarejestruj go z "ifSimilar": "register".',
  },
});
export const LegalFormUnfit = problem({
  slug: 'legal-form-unfit',
  status: 422,
  title: { en: 'This legal form does not fit', pl: 'Ta forma prawna nie pasuje' },
  detail: { en: 'The form {legalForm} is not one for the kind {kind}; see /v1/legal-forms.', pl: 'Forma {legalForm} nie jest formą dla rodzaju {kind}; zobacz /v1/legal-forms.' },
});
export const PatronUnfit = problem({
  slug: 'patron-unfit',
  status: 422,
  title: { en: 'This party cannot be the patron', pl: 'Ten podmiot nie może być patronem' },
  detail: { en: 'A patron is a known organization, and only an informal group names one.', pl: 'Patronem jest znana organizacja, a wskazuje go tylko grupa nieformalna.' },
});
export const NotPatron = problem({
  slug: 'not-patron',
  status: 409,
  title: { en: 'The group does not name this patron', pl: 'Grupa nie wskazuje tego patrona' },
  detail: { en: 'Only the patron that a group names can confirm it, once.', pl: 'Patronat potwierdza tylko patron wskazany przez grupę, i tylko raz.' },
});

export const registerParty = operation({
  name: 'membership.parties.register',
  summary: 'An account registers a party that it represents',
  access: { who: 'account' },
  http: { method: 'POST', path: '/v1/parties', location: '/v1/parties/{id}' },
  request: z.strictObject({
    kind: z.enum(partyKinds),
    sphere: z.enum(spheres),
    ...described,
    ifSimilar: z.enum(['register', 'refuse']).default('register').meta({ description: 'What to do where a party of a similar name is known in the same municipality' }),
  }),
  reply: Party.extend({ similar: z.array(SimilarParty).optional().meta({ description: 'A warning: parties that may be the same' }) }).meta({ id: 'RegisteredParty', description: 'The party, with those that may be the same' }),
  problems: [IdentifierTaken, PersonKnown, PartyLooksKnown, LegalFormUnfit, PatronUnfit],
  confidential: true,
});

export const changeParty = operation({
  name: 'membership.parties.change',
  summary: 'A representative corrects what is said of its party',
  access: { who: 'account' },
  http: { method: 'PATCH', path: '/v1/parties/{partyId}' },
  request: z.strictObject({ partyId: Id, ...z.strictObject(described).partial().shape, patronPartyId: Id.nullable().optional() }),
  reply: Party,
  problems: [IdentifierTaken, LegalFormUnfit, PatronUnfit],
  confidential: true,
});

export const confirmPatronage = operation({
  name: 'membership.parties.confirm-patronage',
  summary: 'A representative of the patron confirms that it stands by the group',
  access: { who: 'account' },
  http: { method: 'POST', path: '/v1/parties/{partyId}/patronage' },
  request: z.strictObject({ partyId: Id }),
  reply: Party,
  problems: [NotPatron],
});

export const listParties = operation({
  name: 'membership.parties.list',
  summary: 'The parties of the federation, found by name or identifier too; persons are shown to themselves only',
  access: { who: 'account' },
  http: { method: 'GET', path: '/v1/parties' },
  request: z.strictObject({
    ...pageRequest,
    identifier: AnyIdentifier.optional().meta({ description: 'NIP, REGON or KRS number, with or without dashes' }),
    name: line(100).optional().meta({ description: 'Part of the name, without regard to case and diacritics' }),
    municipality: line(80).optional(),
    kind: z.enum(partyKinds).optional(),
    sphere: z.enum(spheres).optional(),
    legalForm: LegalFormCode.optional(),
    activity: ActivityCode.optional(),
    sort: z.enum(['name', '-name', 'createdAt', '-createdAt']).default('createdAt'),
  }),
  reply: page(Party),
});

export const readParty = operation({
  name: 'membership.parties.get',
  summary: 'One party',
  access: { who: 'account' },
  http: { method: 'GET', path: '/v1/parties/{partyId}' },
  request: z.strictObject({ partyId: Id }),
  reply: Party,
});

export const PartyRegistered = event({
  name: 'membership.party.registered',
  version: 1,
  summary: 'A party became known in the federation. The name of a natural person is personal data and stays out.',
  data: z.strictObject({ partyId: Id, kind: z.enum(partyKinds), sphere: z.enum(spheres), name: z.string().nullable() }),
});

export const PartyChanged = event({
  name: 'membership.party.changed',
  version: 1,
  summary: 'What is said of a party was corrected',
  data: z.strictObject({ partyId: Id, name: z.string().nullable() }),
});

export const PartyDescribed = event({
  name: 'membership.party.described',
  version: 1,
  summary: 'What a party is, beside its name. Where a natural person lives is personal data and stays out.',
  data: z.strictObject({
    partyId: Id,
    municipality: z.string().nullable(),
    legalForm: LegalFormCode.nullable(),
    register: Register,
    activities: z.array(ActivityCode),
    nip: z.string().nullable(),
    regon: z.string().nullable(),
    krs: z.string().nullable(),
    patronPartyId: Id.nullable(),
  }),
});

export const PatronageConfirmed = event({
  name: 'membership.patronage.confirmed',
  version: 1,
  summary: 'A patron confirmed that it stands by an informal group',
  data: z.strictObject({ partyId: Id, patronPartyId: Id, confirmedAt: Instant }),
});
