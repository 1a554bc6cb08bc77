import { z } from 'zod';
import { event } from '../core/event.js';
import { mandateScopes, operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, InstantInput, page, pageRequest } from '../core/values.js';

export const mandateStates = ['invited', 'requested', 'held', 'ended'] as const;
const scopes = z.array(z.enum(mandateScopes)).min(1).max(mandateScopes.length);

export const Mandate = z
  .strictObject({
    id: Id,
    partyId: Id,
    accountId: Id,
    scopes: z.array(z.enum(mandateScopes)),
    state: z.enum(mandateStates).meta({ description: 'Invited by the party, or requested by the account, until the other side accepts' }),
    validFrom: Instant,
    validUntil: Instant.nullable(),
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'Mandate', description: 'An account acts for a party' });
export type Mandate = z.output<typeof Mandate>;

export const MandateExists = problem({
  slug: 'mandate-exists',
  status: 409,
  title: { en: 'This account holds a mandate of this party, or waits for one', pl: 'To konto ma mandat tego podmiotu albo na niego czeka' },
  detail: { en: 'End that one first: DELETE /v1/parties/{partyId}/mandates/{mandateId}.', pl: 'Najpierw zakończ tamten: DELETE /v1/parties/{partyId}/mandates/{mandateId}.' },
});
export const MandateNotOpen = problem({
  slug: 'mandate-not-open',
  status: 409,
  title: { en: 'This mandate does not wait to be accepted', pl: 'Ten mandat nie czeka na przyjęcie' },
  detail: { en: 'It is {state}.', pl: 'Jego stan: {state}.' },
});
export const LastRepresentative = problem({
  slug: 'last-representative',
  status: 409,
  title: { en: 'This is the last mandate to represent the party', pl: 'To ostatni mandat do reprezentowania podmiotu' },
  detail: { en: 'Give another account a mandate to represent first, without an end date.', pl: 'Najpierw daj mandat do reprezentowania, bez daty końcowej, innemu kontu.' },
});
export const PersonActsAlone = problem({
  slug: 'person-acts-alone',
  status: 422,
  title: { en: 'A natural person acts for itself', pl: 'Osoba fizyczna działa we własnym imieniu' },
  detail: { en: 'Its mandate is its own: it is not given to others and does not end.', pl: 'Jej mandat należy do niej samej: nie można go przekazać ani zakończyć.' },
});
export const PeriodReversed = problem({
  slug: 'period-reversed',
  status: 422,
  title: { en: 'The end is not after the beginning', pl: 'Koniec nie jest po początku' },
  detail: { en: 'Choose an end that is after the beginning and after now.', pl: 'Wybierz koniec późniejszy niż początek i niż teraz.' },
});

const one = { partyId: Id, mandateId: Id };
const path = '/v1/parties/{partyId}/mandates/{mandateId}' as const;

export const createMandate = operation({
  name: 'membership.mandates.create',
  summary: 'A representative invites an account to act for its party, or an account asks for a mandate',
  access: { who: 'account' },
  http: { method: 'POST', path: '/v1/parties/{partyId}/mandates', location: '/v1/parties/{partyId}/mandates/{id}' },
  request: z.strictObject({
    partyId: Id,
    accountId: Id.optional().meta({ description: 'The account that is invited (its id stands in its GET /v1/me); left out, the caller asks for itself' }),
    scopes: scopes.default(['read', 'contribute']),
    validFrom: InstantInput.optional().meta({ description: 'Now, when left out' }),
    validUntil: InstantInput.optional().meta({ description: 'For good, when left out' }),
  }),
  reply: Mandate,
  problems: [MandateExists, PersonActsAlone, PeriodReversed],
});

export const acceptMandate = operation({
  name: 'membership.mandates.accept',
  summary: 'The invited account accepts, or a representative grants what an account asked for',
  access: { who: 'account' },
  http: { method: 'POST', path: `${path}/acceptance` },
  request: z.strictObject(one),
  reply: Mandate,
  problems: [MandateNotOpen],
});

export const endMandate = operation({
  name: 'membership.mandates.end',
  summary: 'A representative revokes a mandate or the account gives it up; an invitation or a request is turned down the same way',
  access: { who: 'account' },
  http: { method: 'DELETE', path },
  request: z.strictObject(one),
  reply: Mandate,
  problems: [MandateNotOpen, LastRepresentative, PersonActsAlone],
  everywhere: true,
});

export const listMandates = operation({
  name: 'membership.mandates.list',
  summary: 'The mandates of a party, for those who hold one',
  access: { who: 'account' },
  http: { method: 'GET', path: '/v1/parties/{partyId}/mandates' },
  request: z.strictObject({ partyId: Id, state: z.enum(mandateStates).optional(), ...pageRequest }),
  reply: page(Mandate),
});

export const readMandate = operation({
  name: 'membership.mandates.get',
  summary: 'One mandate, for its account and for those who hold one of the party',
  access: { who: 'account' },
  http: { method: 'GET', path },
  request: z.strictObject(one),
  reply: Mandate,
});

export const listMyMandates = operation({
  name: 'membership.mandates.mine',
  summary: 'The mandates of the account, those that wait for an answer too',
  access: { who: 'account' },
  http: { method: 'GET', path: '/v1/me/mandates' },
  request: z.strictObject({ state: z.enum(mandateStates).optional(), ...pageRequest }),
  reply: page(Mandate),
});

const told = { mandateId: Id, partyId: Id, accountId: Id };

export const MandateProposed = event({
  name: 'membership.mandate.proposed',
  version: 1,
  summary: 'An account was invited to act for a party, or asked to',
  data: z.strictObject({ ...told, scopes, by: z.enum(['party', 'account']), validFrom: Instant, validUntil: Instant.nullable() }),
});

export const MandateGranted = event({
  name: 'membership.mandate.granted',
  version: 1,
  summary: 'An account may act for a party',
  data: z.strictObject({ ...told, scopes: z.array(z.enum(mandateScopes)), validFrom: Instant, validUntil: Instant.nullable() }),
});

export const MandateEnded = event({
  name: 'membership.mandate.ended',
  version: 1,
  summary: 'A mandate was revoked or given up, or was never accepted',
  data: z.strictObject({ ...told, was: z.enum(['invited', 'requested', 'held']), endedAt: Instant }),
});

