import { describe, expect, test } from '@jest/globals';
import { isRefusal, type PurseEntry, type Refusal } from '@klaster/contracts';
import { contribute, emptyPurse, type Entered, pay, type Payment, takeBack } from './purse.js';

const idAt = (place: number) => `01991a2b-3c4d-7e5f-8a6b-9c0d1e2f${String(2000 + place)}`;
const [clusterId, initiativeId, giver, partner, other] = [1, 2, 3, 4, 5].map(idAt) as [string, string, string, string, string];
const now = '2026-03-01T10:00:00.000Z';
const circumstances = { clusterId, ownClusterId: clusterId, member: partner, now, today: '2026-03-01' };
const empty = emptyPurse(idAt(10), { clusterId, initiativeId, currency: 'PLN' }, now);
const money = { contributionId: idAt(20), giver, amount: { amountMinor: 50_000, currency: 'PLN' }, givenOn: '2026-02-27', confirmedBy: partner, now };
const invoice = { name: 'faktura-7.pdf', sha256: 'a'.repeat(64) };
const payment: Payment = { amountMinor: 20_000, payee: 'Sklep Ogrodniczy', purpose: 'Sadzonki', paidOn: '2026-03-01', evidence: [invoice] };
const known = { partners: [partner, other], payeeIsMember: true };

const entered = (answer: Entered | Refusal): Entered => {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer;
};
const filled = entered(contribute(empty, idAt(11), money));
const paid = (fields: Partial<Payment> = {}, payers = known, at = circumstances) => pay(filled.purse, idAt(12), { ...payment, ...fields }, payers, at);
const refusalOf = (answer: Entered | Refusal) => (isRefusal(answer) ? answer.refused : undefined);

describe('a purse', () => {
  test('is opened by the first money, and tells both', () => {
    expect(filled.purse).toEqual({ ...empty, version: 2, balanceMinor: 50_000 });
    expect(filled.entry).toEqual({
      id: idAt(11), purseId: empty.id, number: 1, kind: 'contribution', amountMinor: 50_000, balanceMinor: 50_000, memberId: giver, payee: null, contributionId: money.contributionId,
      reversalOf: null, reversedBy: null, purpose: null, paidOn: '2026-02-27', evidence: [], recordedBy: partner, recordedAt: now,
    });
    expect(filled.events.map(({ type }) => type)).toEqual(['resources.purse.opened.v1', 'resources.purse.entry-made.v1']);
  });

  test('numbers its entries and says what is in it after each', () => {
    const { purse, entry, events } = entered(paid());
    expect(purse).toMatchObject({ version: 3, balanceMinor: 30_000 });
    expect(entry).toMatchObject({ number: 2, kind: 'payment', amountMinor: -20_000, balanceMinor: 30_000, memberId: null, payee: 'Sklep Ogrodniczy', recordedBy: partner });
    expect(events).toHaveLength(1);
  });

  test('tells neither purpose nor payee: they may name persons', () => {
    const told = JSON.stringify(entered(paid({ payee: 'Jan Kowalski', purpose: 'Umowa z Janem' })).events);
    expect(told).not.toMatch(/Jan/);
    expect(told).toContain('faktura-7.pdf');
  });

  test('never goes below zero', () => {
    expect(entered(paid({ amountMinor: 50_000 })).purse.balanceMinor).toBe(0);
    expect(refusalOf(paid({ amountMinor: 50_001 }))).toBe('purse-too-low');
  });
});

describe('a payment', () => {
  test.each([
    ['of one who is no partner', {}, known, { ...circumstances, member: giver }, 'not-partner-of-receiver'],
    ['to nobody', { payee: undefined }, known, circumstances, 'payee-unfit'],
    ['to two', { memberId: other }, known, circumstances, 'payee-unfit'],
    ['to a member that is none here', { payee: undefined, memberId: idAt(30) }, { ...known, payeeIsMember: false }, circumstances, 'payee-unfit'],
    ['of tomorrow', { paidOn: '2026-03-02' }, known, circumstances, 'payee-unfit'],
    ['to a member', { payee: undefined, memberId: giver }, known, circumstances, undefined],
    ['of last year', { paidOn: '2025-12-31' }, known, circumstances, undefined],
  ])('%s', (_, fields, payers, at, refusal) => expect(refusalOf(paid(fields, payers, at))).toBe(refusal));

  test('is taken back once, by a partner: what it paid is in the purse again, on the day it is recorded', () => {
    const { purse, entry } = entered(paid());
    const back = (of: PurseEntry, at = circumstances) => takeBack(purse, idAt(13), of, 'Zwrot towaru', known.partners, at);
    expect(entered(back(entry)).purse).toMatchObject({ version: 4, balanceMinor: 50_000 });
    expect(entered(back(entry)).entry).toMatchObject({ kind: 'reversal', amountMinor: 20_000, reversalOf: entry.id, payee: 'Sklep Ogrodniczy', purpose: 'Zwrot towaru', paidOn: '2026-03-01' });
    expect(refusalOf(back({ ...entry, reversedBy: idAt(14) }))).toBe('entry-not-reversible');
    expect(refusalOf(back(filled.entry))).toBe('entry-not-reversible');
    expect(refusalOf(back(entered(back(entry)).entry))).toBe('entry-not-reversible');
    expect(refusalOf(back(entry, { ...circumstances, member: giver }))).toBe('not-partner-of-receiver');
  });
});

describe('a contribution', () => {
  const reversal = { ...money, contributionId: idAt(21), confirmedBy: null };

  test('goes out again where it is taken back, while the purse has it', () => {
    const { purse, entry } = entered(contribute(filled.purse, idAt(15), reversal, filled.entry));
    expect(purse.balanceMinor).toBe(0);
    expect(entry).toMatchObject({ kind: 'reversal', amountMinor: -50_000, contributionId: idAt(21), reversalOf: filled.entry.id, memberId: giver, recordedBy: null });
  });

  test('is not taken back where it is spent', () => {
    expect(refusalOf(contribute(entered(paid({ amountMinor: 1 })).purse, idAt(15), reversal, filled.entry))).toBe('money-spent');
  });
});
