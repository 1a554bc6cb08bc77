import {
  CannotTakeBack, EntryNotReversible, type Happening, type Instant, type Money, NotPartnerHere, PayeeUnfit, type Purse, type PurseEntry, PurseEntryMade, PurseOpened, PurseTooLow, refuse, type Refusal,
} from '@klaster/contracts';
import type { Circumstances } from '../contributions/contribution.js';

/** Whose purse, in which currency: there is one. */
export type PurseKey = Pick<Purse, 'clusterId' | 'initiativeId' | 'currency'>;

/** What is to go into a purse or out of it, before it has its place. */
type Movement = Omit<PurseEntry, 'purseId' | 'number' | 'balanceMinor' | 'reversedBy'>;

/** A purse after an entry, with the entry and what is told of it. */
export interface Entered {
  readonly purse: Purse;
  readonly entry: PurseEntry;
  readonly events: readonly Happening[];
}

/** A purse that the first money opens. */
export const emptyPurse = (id: string, { clusterId, initiativeId, currency }: PurseKey, openedAt: Instant): Purse => ({
  id, version: 1, clusterId, initiativeId, currency, balanceMinor: 0, openedAt,
});

/** Gives an entry its place. */
function enter(purse: Purse, movement: Movement): Entered {
  const { id: purseId, clusterId, initiativeId, currency, openedAt } = purse;
  const balanceMinor = purse.balanceMinor + movement.amountMinor;
  // Its opening made version 1, each entry the next.
  const entry: PurseEntry = { ...movement, purseId, number: purse.version, balanceMinor, reversedBy: null };
  const { id: entryId, purpose: _purpose, payee: _payee, reversedBy: _reversedBy, ...told } = entry;
  const made = PurseEntryMade.of({ ...told, entryId, clusterId, initiativeId, currency });
  const opened = PurseOpened.of({ purseId, clusterId, initiativeId, currency, openedAt });
  return { purse: { ...purse, version: purse.version + 1, balanceMinor }, entry, events: entry.number === 1 ? [opened, made] : [made] };
}

/** Money of a confirmed contribution; or of the confirmed reversal of one. */
export interface Contributed {
  readonly contributionId: string;
  readonly giver: string;
  readonly amount: Money;
  readonly givenOn: string;
  /** Who confirmed it; null for silence. */
  readonly confirmedBy: string | null;
  readonly now: Instant;
}

/** A contribution comes in; where it takes back another, what that one brought goes out again. */
export function contribute(purse: Purse, id: string, contributed: Contributed, takenBack?: PurseEntry): Entered | Refusal<'money-spent'> {
  const { contributionId, giver, amount, givenOn, confirmedBy, now } = contributed;
  const movement = { id, memberId: giver, payee: null, contributionId, purpose: null, paidOn: givenOn, evidence: [], recordedBy: confirmedBy, recordedAt: now };
  if (!takenBack) return enter(purse, { ...movement, kind: 'contribution', amountMinor: amount.amountMinor, reversalOf: null });
  if (purse.balanceMinor < takenBack.amountMinor) return refuse(CannotTakeBack);
  return enter(purse, { ...movement, kind: 'reversal', amountMinor: -takenBack.amountMinor, reversalOf: takenBack.id });
}

/** What a partner says was paid, and to whom: a member or somebody outside. */
export interface Payment {
  readonly amountMinor: number;
  readonly memberId?: string | undefined;
  readonly payee?: string | undefined;
  readonly purpose: string;
  readonly paidOn: string;
  readonly evidence: PurseEntry['evidence'];
}

/** What the directory knows of those who pay and are paid. */
export interface Payers {
  readonly partners: readonly string[];
  /** Whether the member that was paid is one, where one was named. */
  readonly payeeIsMember: boolean;
}

/** A partner of the initiative records what was paid out of its purse. */
export function pay(
  purse: Purse, id: string, { amountMinor, memberId, payee, purpose, paidOn, evidence }: Payment, { partners, payeeIsMember }: Payers, { member, now, today }: Circumstances,
): Entered | Refusal<'not-partner-of-receiver' | 'payee-unfit' | 'purse-too-low'> {
  if (!partners.includes(member)) return refuse(NotPartnerHere);
  if ((memberId === undefined) === (payee === undefined) || !payeeIsMember || paidOn > today) return refuse(PayeeUnfit);
  // INV: a purse never goes below zero.
  if (purse.balanceMinor < amountMinor) return refuse(PurseTooLow);
  const side = { memberId: memberId ?? null, payee: payee ?? null };
  return enter(purse, { id, kind: 'payment', amountMinor: -amountMinor, ...side, contributionId: null, reversalOf: null, purpose, paidOn, evidence, recordedBy: member, recordedAt: now });
}

/** A partner takes back a payment that was recorded by mistake, or was paid back: what it paid is in the purse again. */
export function takeBack(
  purse: Purse, id: string, payment: PurseEntry, reason: string, partners: readonly string[], { member, now, today }: Circumstances,
): Entered | Refusal<'not-partner-of-receiver' | 'entry-not-reversible'> {
  if (!partners.includes(member)) return refuse(NotPartnerHere);
  if (payment.kind !== 'payment' || payment.reversedBy !== null) return refuse(EntryNotReversible);
  const { memberId, payee } = payment;
  return enter(purse, {
    id, kind: 'reversal', amountMinor: -payment.amountMinor, memberId, payee, contributionId: null, reversalOf: payment.id, purpose: reason, paidOn: today, evidence: [], recordedBy: member, recordedAt: now,
  });
}
