import { z } from 'zod';
import { event } from '../core/event.js';
import { mandateScopes, operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, line, page, pageRequest, Version } from '../core/values.js';
import { AnyIdentifier, Krs, Nip, Regon } from './identifiers.js';

export const partyKinds = ['organization', 'group', 'person'] as const;
export const spheres = ['social', 'public', 'economic'] as const;

const described = {
  name: line(200),
  municipality: line(80),
};

export const Party = z
  .strictObject({
    id: Id,
    version: Version,
    kind: z.enum(partyKinds),
    sphere: z.enum(spheres),
    name: z.string(),
    municipality: z.string(),
    nip: z.string().nullable(),
    regon: z.string().nullable(),
    krs: z.string().nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'Party', description: 'A legal entity, an informal group or a natural person, known once in the federation' });
export type Party = z.output<typeof Party>;

export const IdentifierTaken = problem({
  slug: 'identifier-taken',
  status: 409,
  title: { en: 'A party with this identifier is known already', pl: 'Podmiot o tym identyfikatorze już istnieje' },
  detail: { en: 'Ask its representative for a mandate instead of registering it again: /v1/parties/{partyId}.', pl: 'Zamiast rejestrować go ponownie, poproś jego przedstawiciela o mandat: /v1/parties/{partyId}.' },
});
export const PersonKnown = problem({
  slug: 'person-known',
  status: 409,
  title: { en: 'You are registered as a person already', pl: 'Jesteś już zarejestrowana/-y jako osoba' },
  detail: { en: 'One account stands for one natural person.', pl: 'Jedno konto odpowiada jednej osobie fizycznej.' },
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
    nip: Nip.optional(),
    regon: Regon.optional(),
    krs: Krs.optional(),
  }),
  reply: Party,
  problems: [IdentifierTaken, PersonKnown],
});

export const changeParty = operation({
  name: 'membership.parties.change',
  summary: 'A representative corrects what is said of its party',
  access: { who: 'account' },
  http: { method: 'PATCH', path: '/v1/parties/{partyId}' },
  request: z.strictObject({ partyId: Id, ...z.strictObject(described).partial().shape }),
  reply: Party,
});

export const listParties = operation({
  name: 'membership.parties.list',
  summary: 'The parties of the federation, by name, found by an identifier too; persons are shown to their clusters only',
  access: { who: 'account' },
  http: { method: 'GET', path: '/v1/parties' },
  request: z.strictObject({ ...pageRequest, identifier: AnyIdentifier.optional() }),
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

export const Mandate = z
  .strictObject({
    id: Id,
    partyId: Id,
    accountId: Id,
    scopes: z.array(z.enum(mandateScopes)),
    validFrom: Instant,
    validUntil: Instant.nullable(),
  })
  .meta({ id: 'Mandate', description: 'An account acts for a party' });

export const listMandates = operation({
  name: 'membership.mandates.list',
  summary: 'The mandates of a party, for those who hold one',
  access: { who: 'account' },
  http: { method: 'GET', path: '/v1/parties/{partyId}/mandates' },
  request: z.strictObject({ partyId: Id, ...pageRequest }),
  reply: page(Mandate),
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

export const MandateGranted = event({
  name: 'membership.mandate.granted',
  version: 1,
  summary: 'An account may act for a party',
  data: z.strictObject({
    mandateId: Id,
    partyId: Id,
    accountId: Id,
    scopes: z.array(z.enum(mandateScopes)),
    validFrom: Instant,
    validUntil: Instant.nullable(),
  }),
});
