import {
  accept as accepted, AlreadyAccepted, type Happening, type Instant, KeyUnresolved, NothingToSettle, NotInSettlement, NotPartner, NotYourTransfer, PaidInFuture, refuse, type Settlement as SettlementView,
  SettlementAccepted, SettlementAcceptedBy, SettlementProposed, SettlementSettled, SettlementUnderWay, SettlementWithdrawn, SettlementWrongState, type Transfer, TransferPaid, TransferReceived,
  TransferWrongState,
} from '@klaster/contracts';
import { takesNoCosts } from '../costs/cost.js';
import type { Acting } from '../goals/goal.js';
import type { Initiative } from '../initiatives/initiative.js';
import { isPartner, type Partner } from '../partners/partner.js';
import type { Reckoned } from './reckoning.js';

/** What all costs up to a place come to for each partner. */
export interface Settlement extends SettlementView {
  /** It is of the costs behind the one place, up to the other. */
  readonly afterPlace: number;
  readonly toPlace: number;
}

/** Members that are members no more: nobody waits for them, and nobody can act for them. */
export type Gone = ReadonlySet<string>;

type Acceptance = Settlement['acceptances'][number];
const one = ({ id: settlementId, clusterId, initiativeId, number }: Settlement) => ({ settlementId, clusterId, initiativeId, number });
const wrongState = ({ number, state }: Settlement) => refuse(SettlementWrongState, { number, state });
const names = ({ balances }: Settlement, memberId: string) => balances.some((balance) => balance.memberId === memberId);
const states: readonly Initiative['state'][] = ['running', 'closing', 'abandoned'];

/** From whom a transfer waits for something: that it is paid, then that it is received. Where one side is gone the other does it alone. */
function awaitedFrom({ from, to, paidAt, receivedAt }: Transfer, gone: Gone): string | undefined {
  if (receivedAt !== null) return undefined;
  if (paidAt === null && !gone.has(from)) return from;
  return gone.has(to) ? undefined : to;
}

/** Whom a settlement waits for, in the order of its balances. */
export function missingOf({ state, balances, acceptances, transfers }: Pick<Settlement, 'state' | 'balances' | 'acceptances' | 'transfers'>, gone: Gone): string[] {
  const members = balances.map(({ memberId }) => memberId);
  if (state === 'proposed') return members.filter((memberId) => !gone.has(memberId) && !acceptances.some((acceptance) => acceptance.memberId === memberId));
  const awaited = new Set(state === 'accepted' ? transfers.map((transfer) => awaitedFrom(transfer, gone)) : []);
  return members.filter((memberId) => awaited.has(memberId));
}

/** What comes of it by itself once nobody has to do anything more: it is accepted, then settled. */
export function advance(before: Settlement, gone: Gone, now: Instant, told: readonly Happening[] = []) {
  const events = [...told];
  let settlement = before;
  if (settlement.state === 'proposed' && missingOf(settlement, gone).length === 0) {
    settlement = { ...settlement, state: 'accepted', acceptedAt: now };
    events.push(SettlementAccepted.of({ ...one(settlement), acceptedAt: now }));
  }
  if (settlement.state === 'accepted') {
    const alone = settlement.transfers.filter(({ to, paidAt, receivedAt }) => paidAt !== null && receivedAt === null && gone.has(to));
    settlement = { ...settlement, transfers: settlement.transfers.map((transfer) => (alone.includes(transfer) ? { ...transfer, receivedAt: now } : transfer)) };
    events.push(...alone.map(({ id: transferId }) => TransferReceived.of({ ...one(settlement), transferId, receivedAt: now })));
    if (missingOf(settlement, gone).length === 0) {
      settlement = { ...settlement, state: 'settled', settledAt: now };
      events.push(SettlementSettled.of({ ...one(settlement), settledAt: now }));
    }
  }
  return accepted({ ...settlement, missing: missingOf(settlement, gone) }, events);
}

/** What a settlement is proposed by. */
export interface ProposalGround {
  readonly initiative: Initiative;
  readonly partners: readonly Partner[];
  /** Of all that were proposed the last. */
  readonly newest: Pick<Settlement, 'number' | 'state'> | undefined;
  /** Up to where costs are settled. */
  readonly settledTo: number;
  readonly currency: string;
  readonly reckoned: Reckoned;
  readonly gone: Gone;
}

/** A partner proposes to settle everything that is in no settlement yet. INV: one is under way at most. */
export function propose(id: string, transferId: () => string, { initiative, partners, newest, settledTo, currency, reckoned, gone }: ProposalGround, { memberId, now }: Acting) {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (!states.includes(initiative.state)) return takesNoCosts(initiative.state);
  if (newest?.state === 'proposed' || newest?.state === 'accepted') return refuse(SettlementUnderWay, { number: newest.number, state: newest.state });
  const { entries, totalMinor, partners: balances, unfit: [unfit], toPlace } = reckoned;
  if (entries === 0) return refuse(NothingToSettle);
  if (unfit) return refuse(KeyUnresolved, { key: unfit.key, number: unfit.agreementNumber, code: unfit.code });
  const transfers = reckoned.transfers.map(({ from, to, amountMinor }): Transfer => ({
    id: transferId(), from, to, amount: { amountMinor, currency }, paidOn: null, reference: null, paidAt: null, receivedAt: null,
  }));
  const { id: initiativeId, clusterId } = initiative;
  const settlement: Settlement = {
    id, version: 0, clusterId, initiativeId, number: (newest?.number ?? 0) + 1, state: 'proposed', afterPlace: settledTo, toPlace, currency, entries, totalMinor, balances, transfers,
    acceptances: [], missing: [], proposedBy: memberId, proposedAt: now, acceptedAt: null, settledAt: null, withdrawnBy: null, reason: null,
  };
  const owed = transfers.map(({ id: owedId, from, to, amount: { amountMinor } }) => ({ transferId: owedId, from, to, amountMinor }));
  return advance(settlement, gone, now, [SettlementProposed.of({ ...one(settlement), currency, entries, totalMinor, balances, transfers: owed, proposedBy: memberId, proposedAt: now })]);
}

/** Who is part of it accepts it. When all have that still can, its transfers are due. */
export function accept(settlement: Settlement, gone: Gone, mandateId: string, { memberId, now }: Acting) {
  if (!names(settlement, memberId)) return refuse(NotInSettlement);
  if (settlement.acceptances.some((acceptance) => acceptance.memberId === memberId)) return refuse(AlreadyAccepted);
  if (settlement.state !== 'proposed') return wrongState(settlement);
  const acceptance: Acceptance = { memberId, mandateId, acceptedAt: now };
  const events = [SettlementAcceptedBy.of({ ...one(settlement), ...acceptance })];
  return { ...advance({ ...settlement, acceptances: [...settlement.acceptances, acceptance] }, gone, now, events), acceptance };
}

/** Who is part of it does not accept it. */
export function withdraw(settlement: Settlement, reason: string, { memberId, now }: Acting) {
  if (!names(settlement, memberId)) return refuse(NotInSettlement);
  if (settlement.state !== 'proposed') return wrongState(settlement);
  const withdrawn: Settlement = { ...settlement, state: 'withdrawn', withdrawnBy: memberId, reason, missing: [] };
  return accepted(withdrawn, [SettlementWithdrawn.of({ ...one(settlement), withdrawnBy: memberId, withdrawnAt: now })]);
}

/** Transfers are due from when all have accepted; what is settled has had its own. */
const isDue = ({ state }: Settlement) => state === 'accepted' || state === 'settled';

const changed = (settlement: Settlement, transfer: Transfer): Settlement => ({ ...settlement, transfers: settlement.transfers.map((before) => (before.id === transfer.id ? transfer : before)) });

/** The paying side says that it has paid. */
export function pay(settlement: Settlement, transfer: Transfer, gone: Gone, { paidOn, reference }: Pick<Transfer, 'reference'> & { readonly paidOn: string }, { memberId, now, today }: Acting) {
  if (transfer.from !== memberId) return refuse(NotYourTransfer);
  if (!isDue(settlement)) return wrongState(settlement);
  if (transfer.paidAt !== null || transfer.receivedAt !== null) return refuse(TransferWrongState);
  if (paidOn > today) return refuse(PaidInFuture);
  const event = TransferPaid.of({ ...one(settlement), transferId: transfer.id, paidOn, paidAt: now });
  return advance(changed(settlement, { ...transfer, paidOn, reference, paidAt: now }), gone, now, [event]);
}

/** The other side confirms that the money has come. */
export function receive(settlement: Settlement, transfer: Transfer, gone: Gone, { memberId, now }: Acting) {
  if (transfer.to !== memberId) return refuse(NotYourTransfer);
  if (!isDue(settlement)) return wrongState(settlement);
  if (awaitedFrom(transfer, gone) !== memberId) return refuse(TransferWrongState);
  const event = TransferReceived.of({ ...one(settlement), transferId: transfer.id, receivedAt: now });
  return advance(changed(settlement, { ...transfer, receivedAt: now }), gone, now, [event]);
}
