import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { CivilDate, Id, Instant, line, page, pageRequest, prose, Version } from '../core/values.js';
import { Evidence, NotPartnerHere } from './measures.js';

/* The money of an initiative, by double entry: what comes in and goes out has two sides, and they add up to zero. */

export const Purse = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    initiativeId: Id,
    currency: z.string(),
    balanceMinor: z.int().min(0).meta({ description: 'What is in it, in minor units: never below zero' }),
    openedAt: Instant,
  })
  .meta({ id: 'Purse', description: 'The money of an initiative in one currency' });
export type Purse = z.output<typeof Purse>;

export const purseEntryKinds = ['contribution', 'payment', 'reversal'] as const;

export const PurseEntry = z
  .strictObject({
    id: Id,
    purseId: Id,
    number: z.int().min(1).meta({ description: 'Its place in the purse: 1, 2, 3 …' }),
    kind: z.enum(purseEntryKinds),
    amountMinor: z.int().meta({ description: 'Into the purse; negative: out of it' }),
    balanceMinor: z.int().min(0).meta({ description: 'What was in the purse then' }),
    memberId: Id.nullable().meta({ description: 'The other side: the member that gave, or was paid' }),
    payee: z.string().nullable().meta({ description: 'The other side, where somebody outside was paid' }),
    contributionId: Id.nullable(),
    reversalOf: Id.nullable().meta({ description: 'This entry takes that one back' }),
    reversedBy: Id.nullable(),
    purpose: z.string().nullable(),
    paidOn: CivilDate,
    evidence: z.array(Evidence),
    recordedBy: Id.nullable().meta({ description: 'The member that recorded it; null where silence confirmed a contribution' }),
    recordedAt: Instant,
  })
  .meta({ id: 'PurseEntry', description: 'Money into a purse or out of it: never edited, never deleted' });
export type PurseEntry = z.output<typeof PurseEntry>;

export const PurseTooLow = problem({
  slug: 'purse-too-low',
  status: 409,
  title: { en: 'There is not so much in the purse', pl: 'W kasie nie ma tyle pieniędzy' },
  detail: { en: 'A purse never goes below zero. See its balance and entries.', pl: 'Kasa nigdy nie schodzi poniżej zera. Zobacz jej stan i wpisy.' },
});
export const EntryNotReversible = problem({
  slug: 'entry-not-reversible',
  status: 409,
  title: { en: 'This entry is not taken back here', pl: 'Tego wpisu nie cofa się tutaj' },
  detail: { en: 'Payments are taken back, and once. A contribution is taken back at …/contributions/{id}/reversal.', pl: 'Cofa się wypłaty, i to raz. Wkład cofa się przez …/contributions/{id}/reversal.' },
});
export const PayeeUnfit = problem({
  slug: 'payee-unfit',
  status: 422,
  title: { en: 'Say who was paid', pl: 'Podaj, komu zapłacono' },
  detail: { en: 'Name either a member of this cluster or somebody outside, and a day that has come.', pl: 'Wskaż albo członka tego klastra, albo kogoś z zewnątrz, oraz dzień, który już nadszedł.' },
});

const base = '/v1/clusters/{clusterId}/purses' as const;
const one = { clusterId: Id, purseId: Id };

export const listPurses = operation({
  name: 'resources.purses.list',
  summary: 'The purses of a cluster’s initiatives, in the order in which they were opened',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ clusterId: Id, initiativeId: Id.optional(), ...pageRequest }),
  reply: page(Purse),
});

export const readPurse = operation({
  name: 'resources.purses.get',
  summary: 'One purse with its balance',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{purseId}` },
  request: z.strictObject(one),
  reply: Purse,
});

export const listPurseEntries = operation({
  name: 'resources.purses.entries',
  summary: 'What came into a purse and went out of it, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{purseId}/entries` },
  request: z.strictObject({ ...one, ...pageRequest }),
  reply: page(PurseEntry),
});

export const readPurseEntry = operation({
  name: 'resources.purses.entry',
  summary: 'One entry of a purse',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{purseId}/entries/{entryId}` },
  request: z.strictObject({ ...one, entryId: Id }),
  reply: PurseEntry,
});

export const payFromPurse = operation({
  name: 'resources.purses.pay',
  summary: 'A partner of the initiative records a payment out of its purse',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/{purseId}/payments`, location: `${base}/{purseId}/entries/{id}` },
  request: z.strictObject({
    ...one,
    amountMinor: z.int().min(1).max(1_000_000_000_000),
    memberId: Id.optional().meta({ description: 'The member that was paid' }),
    payee: line(160).optional().meta({ description: 'Who was paid, where it is no member: a firm, a shop' }),
    purpose: prose(1000),
    paidOn: CivilDate,
    evidence: z.array(Evidence).max(20).default([]),
  }),
  reply: PurseEntry,
  problems: [NotPartnerHere, PayeeUnfit, PurseTooLow],
});

export const reversePayment = operation({
  name: 'resources.purses.reverse-payment',
  summary: 'A partner of the initiative takes a payment back that was recorded by mistake, or was paid back',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/{purseId}/entries/{entryId}/reversal`, location: `${base}/{purseId}/entries/{id}` },
  request: z.strictObject({ ...one, entryId: Id, reason: prose(1000) }),
  reply: PurseEntry,
  problems: [NotPartnerHere, EntryNotReversible],
});

const told = { purseId: Id, clusterId: Id, initiativeId: Id };
export const PurseOpened = event({
  name: 'resources.purse.opened',
  version: 1,
  summary: 'An initiative has a purse in a currency',
  data: z.strictObject({ ...told, currency: z.string(), openedAt: Instant }),
});
export const PurseEntryMade = event({
  name: 'resources.purse.entry-made',
  version: 1,
  summary: 'Money came into a purse or went out of it. Purpose and payee stay in resources: they may name persons.',
  data: z.strictObject({
    ...told, entryId: Id, number: z.int(), kind: z.enum(purseEntryKinds), amountMinor: z.int(), currency: z.string(), balanceMinor: z.int(), memberId: Id.nullable(), contributionId: Id.nullable(),
    reversalOf: Id.nullable(), paidOn: CivilDate, evidence: z.array(Evidence), recordedBy: Id.nullable(), recordedAt: Instant,
  }),
});
