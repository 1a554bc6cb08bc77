import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { CivilDate, Id, Instant, line, Money, page, pageRequest, prose, Version } from '../core/values.js';
import { KeyName } from './agreement-terms.js';
import { NotPartner, WrongState } from './initiatives.js';

/* Who has borne more than its share, and who pays whom so that everybody has borne its own. */

const inInitiative = { clusterId: Id, initiativeId: Id };
const base = '/v1/clusters/{clusterId}/initiatives/{initiativeId}' as const;
const number = z.coerce.number().int().min(1).max(100_000);

export const settlementStates = ['proposed', 'accepted', 'settled', 'withdrawn'] as const;
export const SettlementState = z.enum(settlementStates);

const minor = z.int();
export const PartnerBalance = z
  .strictObject({
    memberId: Id,
    paidMinor: minor.meta({ description: 'What it has paid or borne, less what it has received' }),
    shareMinor: minor.meta({ description: 'Its part of all by the keys' }),
    balanceMinor: minor.meta({ description: 'paid − share: above zero it is owed that, below zero it owes it' }),
  })
  .meta({ id: 'PartnerBalance', description: 'How a partner stands; the balances of all sum to zero' });
export type PartnerBalance = z.output<typeof PartnerBalance>;

export const Balances = z
  .strictObject({
    currency: z.string(),
    entries: z.int().meta({ description: 'How many costs, losses and incomes are in no settlement yet' }),
    totalMinor: minor,
    partners: z.array(PartnerBalance),
    transfers: z.array(z.strictObject({ from: Id, to: Id, amountMinor: z.int().min(1) })).meta({ description: 'What would bring all balances to zero' }),
    unfit: z.array(z.strictObject({ agreementNumber: z.int(), key: KeyName, code: z.string() })).meta({ description: 'Keys that cannot be worked out yet, such as one by contributions where there are none: their entries are left out of the balances' }),
  })
  .meta({ id: 'Balances', description: 'How the partners would stand if it were settled now' });
export type Balances = z.output<typeof Balances>;

export const Transfer = z
  .strictObject({
    id: Id,
    from: Id,
    to: Id,
    amount: Money,
    paidOn: CivilDate.nullable(),
    reference: z.string().nullable(),
    paidAt: Instant.nullable().meta({ description: 'When the paying side said that it has paid' }),
    receivedAt: Instant.nullable().meta({ description: 'When the other side confirmed that it has come' }),
  })
  .meta({ id: 'Transfer', description: 'A payment from one partner to another that settles' });
export type Transfer = z.output<typeof Transfer>;

export const Settlement = z
  .strictObject({
    id: Id,
    version: Version,
    ...inInitiative,
    number: z.int().min(1),
    state: SettlementState,
    currency: z.string(),
    entries: z.int().meta({ description: 'How many costs, losses and incomes it settles' }),
    totalMinor: minor,
    balances: z.array(PartnerBalance),
    transfers: z.array(Transfer),
    acceptances: z.array(z.strictObject({ memberId: Id, mandateId: Id, acceptedAt: Instant })),
    missing: z.array(Id).meta({ description: 'Whose acceptance, payment or receipt is missing' }),
    proposedBy: Id,
    proposedAt: Instant,
    acceptedAt: Instant.nullable(),
    settledAt: Instant.nullable(),
    withdrawnBy: Id.nullable(),
    reason: z.string().nullable().meta({ description: 'Why it was withdrawn' }),
  })
  .meta({ id: 'Settlement', description: 'What all costs up to a moment come to for each partner, and who pays whom. What is settled is reopened by corrections of its costs only: they go into the next.' });
export type Settlement = z.output<typeof Settlement>;

export const NothingToSettle = problem({
  slug: 'nothing-to-settle',
  status: 422,
  title: { en: 'There is nothing to settle', pl: 'Nie ma czego rozliczać' },
  detail: { en: 'Every cost is part of a settlement already.', pl: 'Każdy koszt jest już częścią rozliczenia.' },
});
export const SettlementUnderWay = problem({
  slug: 'settlement-under-way',
  status: 409,
  title: { en: 'A settlement is under way', pl: 'Trwa rozliczenie' },
  detail: { en: 'Settlement {number} is {state}. Finish it, or withdraw it while it is proposed.', pl: 'Rozliczenie {number}, stan: {state}. Zakończcie je albo wycofajcie, póki jest proponowane.' },
});
export const KeyUnresolved = problem({
  slug: 'key-unresolved',
  status: 422,
  title: { en: 'A key cannot be worked out', pl: 'Nie można wyliczyć klucza podziału' },
  detail: { en: 'The key “{key}” of version {number}: {code}.', pl: 'Klucz „{key}” wersji {number}: {code}.' },
});
export const SettlementWrongState = problem({
  slug: 'settlement-wrong-state',
  status: 409,
  title: { en: 'Not in this state of the settlement', pl: 'Nie w tym stanie rozliczenia' },
  detail: { en: 'Settlement {number} is {state}.', pl: 'Rozliczenie {number}, stan: {state}.' },
});
export const AlreadyAccepted = problem({
  slug: 'settlement-already-accepted',
  status: 409,
  title: { en: 'The partner has accepted it already', pl: 'Partner już je przyjął' },
  detail: { en: 'One acceptance of each partner is enough.', pl: 'Wystarczy jedno przyjęcie każdego partnera.' },
});
export const NotInSettlement = problem({
  slug: 'not-in-settlement',
  status: 403,
  title: { en: 'You are not part of this settlement', pl: 'To rozliczenie Cię nie obejmuje' },
  detail: { en: 'Those whose balance it names accept it.', pl: 'Przyjmują je ci, których saldo wymienia.' },
});
export const NotYourTransfer = problem({
  slug: 'not-your-transfer',
  status: 403,
  title: { en: 'The other side does this', pl: 'To należy do drugiej strony' },
  detail: { en: 'Who pays says that it has paid; who is paid confirms that it has come.', pl: 'Płacący mówi, że zapłacił; odbiorca potwierdza, że dotarło.' },
});
export const TransferWrongState = problem({
  slug: 'transfer-wrong-state',
  status: 409,
  title: { en: 'Not now', pl: 'Nie teraz' },
  detail: { en: 'A transfer is paid once, then received once.', pl: 'Przelew wykonuje się raz, potem raz potwierdza się odbiór.' },
});
export const PaidInFuture = problem({
  slug: 'paid-in-future',
  status: 422,
  title: { en: 'This day has not come yet', pl: 'Ten dzień jeszcze nie nadszedł' },
  detail: { en: 'Payments are of today or earlier.', pl: 'Wpłaty są dzisiejsze albo wcześniejsze.' },
});

export const readBalances = operation({
  name: 'initiatives.settlements.preview',
  summary: 'How the partners stand now, of all that is in no settlement yet',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/balances` },
  request: z.strictObject(inInitiative),
  reply: Balances,
});
export const proposeSettlement = operation({
  name: 'initiatives.settlements.propose',
  summary: 'A partner proposes to settle all that is in no settlement yet',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/settlement`, location: `${base}/settlements/{number}` },
  request: z.strictObject(inInitiative),
  reply: Settlement,
  problems: [NotPartner, WrongState, NothingToSettle, SettlementUnderWay, KeyUnresolved],
});
export const readNewestSettlement = operation({
  name: 'initiatives.settlements.newest',
  summary: 'The newest settlement of an initiative',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/settlement` },
  request: z.strictObject(inInitiative),
  reply: Settlement,
});
export const listSettlements = operation({
  name: 'initiatives.settlements.list',
  summary: 'The settlements of an initiative, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/settlements` },
  request: z.strictObject({ ...inInitiative, ...pageRequest }),
  reply: page(Settlement),
});
export const readSettlement = operation({
  name: 'initiatives.settlements.get',
  summary: 'One settlement',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/settlements/{number}` },
  request: z.strictObject({ ...inInitiative, number }),
  reply: Settlement,
});
export const acceptSettlement = operation({
  name: 'initiatives.settlements.accept',
  summary: 'The acting partner accepts the settlement that it names; when all have, its transfers are due',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/settlement/acceptance` },
  request: z.strictObject({ ...inInitiative, number }),
  reply: Settlement,
  problems: [NotInSettlement, AlreadyAccepted, SettlementWrongState],
});
export const withdrawSettlement = operation({
  name: 'initiatives.settlements.withdraw',
  summary: 'A partner that is part of a proposed settlement does not accept it: it is withdrawn with the reason, and a new one can be proposed',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/settlement/withdrawal` },
  request: z.strictObject({ ...inInitiative, number, reason: prose(2000) }),
  reply: Settlement,
  problems: [NotInSettlement, SettlementWrongState],
});
const transferPath = `${base}/settlement/transfers/{transferId}` as const;
export const payTransfer = operation({
  name: 'initiatives.settlements.pay',
  summary: 'The paying partner says that it has paid',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${transferPath}/payment` },
  request: z.strictObject({ ...inInitiative, transferId: Id, paidOn: CivilDate, reference: line(200).optional() }),
  reply: Settlement,
  problems: [NotYourTransfer, TransferWrongState, SettlementWrongState, PaidInFuture],
});
export const receiveTransfer = operation({
  name: 'initiatives.settlements.receive',
  summary: 'The other partner confirms that the money has come; with the last receipt all is settled',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${transferPath}/receipt` },
  request: z.strictObject({ ...inInitiative, transferId: Id }),
  reply: Settlement,
  problems: [NotYourTransfer, TransferWrongState, SettlementWrongState],
});

const told = { ...inInitiative, settlementId: Id, number: z.int() };
const Owed = z.strictObject({ transferId: Id, from: Id, to: Id, amountMinor: z.int() });
export const SettlementProposed = event({
  name: 'initiatives.settlement.proposed',
  version: 1,
  summary: 'A settlement was proposed: balances and transfers',
  data: z.strictObject({ ...told, currency: z.string(), entries: z.int(), totalMinor: minor, balances: z.array(PartnerBalance), transfers: z.array(Owed), proposedBy: Id, proposedAt: Instant }),
});
export const SettlementAcceptedBy = event({
  name: 'initiatives.settlement.accepted-by',
  version: 1,
  summary: 'A partner accepted a settlement',
  data: z.strictObject({ ...told, memberId: Id, mandateId: Id, acceptedAt: Instant }),
});
export const SettlementAccepted = event({
  name: 'initiatives.settlement.accepted',
  version: 1,
  summary: 'All partners have accepted a settlement: its transfers are due',
  data: z.strictObject({ ...told, acceptedAt: Instant }),
});
export const SettlementWithdrawn = event({
  name: 'initiatives.settlement.withdrawn',
  version: 1,
  summary: 'A partner did not accept a settlement',
  data: z.strictObject({ ...told, withdrawnBy: Id, withdrawnAt: Instant }),
});
export const TransferPaid = event({
  name: 'initiatives.transfer.paid',
  version: 1,
  summary: 'The paying side says that it has paid',
  data: z.strictObject({ ...told, transferId: Id, paidOn: CivilDate, paidAt: Instant }),
});
export const TransferReceived = event({
  name: 'initiatives.transfer.received',
  version: 1,
  summary: 'The other side confirms that a payment has come',
  data: z.strictObject({ ...told, transferId: Id, receivedAt: Instant }),
});
export const SettlementSettled = event({
  name: 'initiatives.settlement.settled',
  version: 1,
  summary: 'Every transfer of a settlement was paid and received',
  data: z.strictObject({ ...told, settledAt: Instant }),
});
