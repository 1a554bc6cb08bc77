import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptSettlement, type AgreementTerms, listSettlements, payTransfer, proposeSettlement, readBalances, readCost, readNewestSettlement, readSettlement, receiveTransfer, reverseCost, type Settlement,
  withdrawSettlement,
} from '@klaster/contracts';
import { Database, newId } from '@klaster/persistence';
import { daysLater } from '@klaster/service-kit';
import { atOnce, type Caller, outcomes, standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import type { Member } from '../testing/members.js';
import { Money, open, termsOf, weighted } from '../testing/money.js';
import { admitAll, run } from '../testing/running.js';
import { SettlementStanding } from './standing.js';

/** Settlements in a service with two replicas. */
describe('settlements', () => {
  let bed: Testbed;
  let members: Member[];
  let one: Member, two: Member, three: Member, stranger: Member;
  const clusterId = newId();

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    const [first, second, third, last] = (await admitAll(bed, clusterId, 4)) as [Member, Member, Member, Member];
    [one, two, three, stranger] = [first, second, third, last];
    members = [one, two, three];
  });

  afterAll(() => bed.stop());

  const begin = async (partners: readonly Member[] = members, terms?: AgreementTerms) => new Money(bed, await run(clusterId, partners, terms));
  const balances = ({ here }: Money, by: Caller = stranger.person) => by.get(readBalances, here);
  const read = ({ here }: Money, number: number) => stranger.person.get(readSettlement, { ...here, number });

  it('clear every balance: proposed, accepted by all, each transfer paid and received', async () => {
    const money = await begin(members, termsOf(members, '2026-01-01', { benefits: weighted(members, 2, 1, 1) }));
    const [cost] = [await money.pays(one, 9_000), await money.pays(two, 1_001), await money.pays(three, 2_000, { kind: 'income' })];
    const preview = await balances(money);
    expect(preview).toMatchObject({ currency: 'PLN', entries: 3, totalMinor: 8_001, unfit: [] });
    expect(open(members, preview.partners)).toEqual([9_000 - 3_334 + 1_000, 1_001 - 3_334 + 500, -2_000 - 3_333 + 500]);
    const proposed = await two.person.get(proposeSettlement, money.here);
    expect(proposed).toMatchObject({ number: 1, state: 'proposed', version: 1, entries: 3, totalMinor: 8_001, balances: preview.partners, missing: preview.partners.map(({ memberId }) => memberId) });
    expect(proposed.transfers.map(({ from, to, amount }) => ({ from, to, amountMinor: amount.amountMinor }))).toEqual(preview.transfers);
    expect(await read(money, 1)).toEqual(proposed);
    expect(await balances(money)).toMatchObject({ entries: 0, partners: [], transfers: [] });
    expect((await stranger.person.get(readCost, { ...money.here, costId: cost.id })).settlementNumber).toBe(1);
    const [transfer] = proposed.transfers;
    const paying = { ...money.here, transferId: transfer!.id, paidOn: money.today(), reference: 'Przelew 12' };
    const from = members.find(({ memberId }) => memberId === transfer!.from)!.person;
    expect(await from.call(payTransfer, paying)).toMatchObject({ refused: 'settlement-wrong-state', parameters: { state: 'proposed' } });
    for (const { person } of members) await person.get(acceptSettlement, { ...money.here, number: 1 });
    const accepted = await read(money, 1);
    expect(accepted).toMatchObject({ state: 'accepted', missing: [...new Set(proposed.transfers.map((each) => each.from))].sort() });
    expect(await stranger.person.call(payTransfer, paying)).toMatchObject({ refused: 'not-your-transfer' });
    expect(await from.call(payTransfer, { ...paying, paidOn: daysLater(money.today(), 1) })).toMatchObject({ refused: 'paid-in-future' });
    const receiving = { ...money.here, transferId: transfer!.id };
    expect(await one.person.call(receiveTransfer, receiving)).toMatchObject({ refused: 'transfer-wrong-state' });
    const paid = await from.get(payTransfer, paying);
    expect(paid.transfers[0]).toMatchObject({ paidOn: money.today(), reference: 'Przelew 12', receivedAt: null });
    expect(await read(money, 1)).toEqual(paid);
    await one.person.get(receiveTransfer, receiving);
    const settled = await money.paid(members, { ...paid, transfers: paid.transfers.slice(1) });
    expect(settled).toMatchObject({ state: 'settled', missing: [] });
    expect(await read(money, 1)).toEqual(settled);
    expect((await stranger.person.get(listSettlements, money.here)).items).toEqual([settled]);
    expect(await stranger.person.get(readNewestSettlement, money.here)).toEqual(settled);
    const told = await bed.rows<{ type: string }>('SELECT type FROM initiatives.journal WHERE subject = $1 ORDER BY subject_version', [proposed.id]);
    expect(told.map(({ type }) => type.replace('initiatives.', ''))).toEqual([
      'settlement.proposed.v1', ...members.map(() => 'settlement.accepted-by.v1'), 'settlement.accepted.v1',
      ...proposed.transfers.flatMap(() => ['transfer.paid.v1', 'transfer.received.v1']), 'settlement.settled.v1',
    ]);
    expect(settled!.version).toBe(told.length);
  });

  it('are of something, one at a time, and proposed by partners', async () => {
    const money = await begin();
    const { here } = money;
    expect(await one.person.call(proposeSettlement, here)).toMatchObject({ refused: 'nothing-to-settle' });
    await money.pays(one, 100);
    expect(await stranger.person.call(proposeSettlement, here)).toMatchObject({ refused: 'not-partner' });
    expect(outcomes(await atOnce(10, (turn) => members[turn % 3]!.person.call(proposeSettlement, here)))).toEqual({ granted: 1, 'settlement-under-way': 9 });
    expect(await stranger.person.call(acceptSettlement, { ...here, number: 1 })).toMatchObject({ refused: 'not-in-settlement' });
    expect(await one.person.call(acceptSettlement, { ...here, number: 2 })).toMatchObject({ refused: 'not-found' });
    expect(await stranger.person.call(withdrawSettlement, { ...here, number: 1, reason: 'Nie' })).toMatchObject({ refused: 'not-in-settlement' });
    const withdrawn = await two.person.get(withdrawSettlement, { ...here, number: 1, reason: 'Brakuje faktury' });
    expect(withdrawn).toMatchObject({ state: 'withdrawn', withdrawnBy: two.memberId, reason: 'Brakuje faktury', missing: [] });
    expect(await read(money, 1)).toEqual(withdrawn);
    await money.pays(two, 50);
    expect(await one.person.get(proposeSettlement, here)).toMatchObject({ number: 2, entries: 2, totalMinor: 150 });
    expect(await two.person.call(withdrawSettlement, { ...here, number: 1, reason: 'Nie' })).toMatchObject({ refused: 'settlement-wrong-state' });
  });

  it('without anything to pay are settled when all have accepted', async () => {
    const money = await begin();
    const { id } = await money.pays(one, 100);
    await one.person.get(reverseCost, { ...money.here, costId: id, reason: 'Nie doszło' });
    expect(await money.agreed(members)).toMatchObject({ state: 'settled', entries: 2, totalMinor: 0, transfers: [], missing: [] });
  });

  it('are reopened by corrections alone: both settlements together come to what would have been right', async () => {
    const keys = { costs: weighted(members, 5, 3, 2) };
    const [money, right] = [await begin(members, termsOf(members, '2026-01-01', keys)), await begin(members, termsOf(members, '2026-01-01', keys))];
    const wrong = await money.pays(two, 10_007);
    for (const each of [money, right]) await each.pays(three, 3_333);
    await right.pays(two, 1_007);
    const first = await money.agreed(members);
    await money.paid(members, first);
    const correction = { amount: { amountMinor: 1_007, currency: 'PLN' }, incurredOn: money.today(), description: 'Bez zera' };
    const corrected = await two.person.get(reverseCost, { ...money.here, costId: wrong.id, reason: 'Zero za dużo', correction });
    expect(corrected.settlementNumber).toBeNull();
    const second = await money.agreed(members);
    expect(second).toMatchObject({ number: 2, entries: 2, totalMinor: 1_007 - 10_007 });
    const sum = open(members, first.balances).map((balance, place) => balance + open(members, second.balances)[place]!);
    const expected = open(members, (await balances(right)).partners);
    for (const [place, balance] of sum.entries()) expect(Math.abs(balance - expected[place]!)).toBeLessThanOrEqual(1);
    expect(await read(money, 1)).toMatchObject({ state: 'settled', balances: first.balances });
  });

  it('wait for contributions where they are what is shared by, and say so', async () => {
    const byHours = { method: 'by-contribution', kind: 'human', unit: 'h' } as const;
    const money = await begin(members, termsOf(members, '2026-01-01', { costs: byHours }));
    await money.pays(one, 9_000);
    await money.pays(one, 300, { key: 'risks' });
    expect(await balances(money)).toMatchObject({ entries: 2, totalMinor: 300, unfit: [{ agreementNumber: 1, key: 'costs', code: 'nobody-contributed' }] });
    expect(await one.person.call(proposeSettlement, money.here)).toMatchObject({ refused: 'key-unresolved', parameters: { key: 'costs', number: 1, code: 'nobody-contributed' } });
    const gives = (giver: string, kind: string, unit: string, value: string) =>
      bed.rows(`INSERT INTO initiatives.seen_contribution VALUES (uuidv7(), $1, $2, $3, $4, $5, $6, 'confirmed')`, [clusterId, money.here.initiativeId, giver, kind, unit, value]);
    for (const [giver, kind, unit, value] of [[two, 'human', 'h', '2.5'], [three, 'human', 'h', '0.5'], [one, 'human', 'day', '9'], [one, 'financial', 'PLN', '900'], [stranger, 'human', 'h', '50']] as const) {
      await gives(giver.memberId, kind, unit, value);
    }
    expect(open(members, (await balances(money)).partners)).toEqual([9_300 - 100, -7_500 - 100, -1_500 - 100]);
  });

  it('count who had left before a day out of what is of that day, and still in what was before', async () => {
    const money = await begin(members);
    await bed.rows(`UPDATE initiatives.initiative_partner SET state = 'left', left_at = now() - interval '3 days' WHERE initiative_id = $1 AND member_id = $2`, [money.here.initiativeId, three.memberId]);
    for (const days of [5, 3]) await money.pays(one, 300, { incurredOn: daysLater(money.today(), -days) });
    for (const days of [2, 0]) await money.pays(one, 500, { incurredOn: daysLater(money.today(), -days) });
    const expected = [1_600 - 200 - 500, -200 - 500, -200];
    expect(open(members, (await balances(money)).partners)).toEqual(expected);
    // It comes again: what was entered stays shared as it was.
    await bed.rows(`UPDATE initiatives.initiative_partner SET state = 'candidate', left_at = NULL, joined_at = now() WHERE initiative_id = $1 AND member_id = $2`, [money.here.initiativeId, three.memberId]);
    expect(open(members, (await balances(money)).partners)).toEqual(expected);
    expect(await money.agreed(members)).toMatchObject({ state: 'accepted' });
  });

  it('stand where whoever closes finds them: what is unsettled, what is under way and whom it waits for', async () => {
    const database = await Database.open({ url: bed.database.url('initiatives'), connections: 2, applicationName: 'looks' });
    try {
      const money = await begin();
      const standing = () => database.within({ service: 'initiatives', clusterId, requestId: 'looks', now: bed.clock.now() }, (work) => new SettlementStanding().of(work, money.here.initiativeId));
      expect(await standing()).toEqual({ unsettled: 0, underWay: null, settled: 0 });
      await money.pays(one, 900);
      expect(await standing()).toEqual({ unsettled: 1, underWay: null, settled: 0 });
      const accepted = await money.agreed(members);
      await money.pays(one, 300);
      expect(await standing()).toEqual({ unsettled: 1, underWay: { number: 1, state: 'accepted', missing: accepted.missing }, settled: 0 });
      await money.paid(members, accepted);
      await one.person.get(proposeSettlement, money.here);
      await two.person.get(withdrawSettlement, { ...money.here, number: 2, reason: 'Nie' });
      expect(await standing()).toEqual({ unsettled: 1, underWay: null, settled: 1 });
    } finally {
      await database.close();
    }
  });

  describe('when a member has left the cluster', () => {
    const withLeaver = async (payer: 'leaver' | 'other') => {
      const [leaver] = (await admitAll(bed, clusterId, 1)) as [Member];
      const money = await begin([one, leaver]);
      await money.pays(payer === 'leaver' ? leaver : one, 1_000);
      return { leaver, money };
    };
    const propose = async ({ here }: Money) => one.person.get(proposeSettlement, here);
    const accept = ({ here }: Money, by: Member, number = 1) => by.person.get(acceptSettlement, { ...here, number });
    const settled = async (money: Money) => (await read(money, 1)).state;

    it('its acceptance is not waited for, nor its payment: who is paid confirms alone', async () => {
      const { leaver, money } = await withLeaver('other');
      await money.leavesCluster(leaver);
      const proposed = await propose(money);
      expect(proposed.missing).toEqual([one.memberId]);
      expect(await read(money, 1)).toEqual(proposed);
      const accepted = await accept(money, one);
      expect(accepted).toMatchObject({ state: 'accepted', missing: [one.memberId] });
      expect(await read(money, 1)).toEqual(accepted);
      expect(await one.person.get(receiveTransfer, { ...money.here, transferId: accepted.transfers[0]!.id })).toMatchObject({ state: 'settled', transfers: [{ paidAt: null }] });
    });

    it('what is paid to it is received with the payment', async () => {
      const { leaver, money } = await withLeaver('leaver');
      await propose(money);
      await accept(money, one);
      const accepted = await accept(money, leaver);
      await money.leavesCluster(leaver);
      const paid = await one.person.get(payTransfer, { ...money.here, transferId: accepted.transfers[0]!.id, paidOn: money.today() });
      expect(paid).toMatchObject({ state: 'settled', transfers: [{ receivedAt: paid.settledAt }] });
      expect(await read(money, 1)).toEqual(paid);
    });

    it('what waited for it alone goes on by itself', async () => {
      const [acceptance, receipt] = [await withLeaver('other'), await withLeaver('leaver')];
      for (const { money } of [acceptance, receipt]) {
        await propose(money);
        await accept(money, one);
      }
      const { transfers } = await accept(receipt.money, receipt.leaver);
      await one.person.get(payTransfer, { ...receipt.money.here, transferId: transfers[0]!.id, paidOn: receipt.money.today() });
      expect([await settled(acceptance.money), await settled(receipt.money)]).toEqual(['proposed', 'accepted']);
      for (const { leaver, money } of [acceptance, receipt]) await money.leavesCluster(leaver);
      expect([await settled(acceptance.money), await settled(receipt.money)]).toEqual(['accepted', 'settled']);
    });
  });

  it('keep to what the database holds: balances sum to zero, no cost is in two, one is under way', async () => {
    const money = await begin();
    await money.pays(one, 100);
    const { id }: Settlement = await one.person.get(proposeSettlement, money.here);
    const copy = (changes: object) =>
      bed.rows(`INSERT INTO initiatives.settlement SELECT (jsonb_populate_record(s, jsonb_build_object('id', uuidv7(), 'number', 7) || $2::jsonb)).* FROM initiatives.settlement s WHERE s.id = $1`, [id, JSON.stringify(changes)]);
    const elsewhere = { after_place: 1_000_000, to_place: 1_000_001 };
    await expect(copy(elsewhere)).rejects.toThrow(/settlement_under_way/);
    await expect(copy({ state: 'settled', settled_at: bed.clock.now() })).rejects.toThrow(/settlement_of_each_cost_once/);
    await expect(copy({ ...elsewhere, state: 'settled', settled_at: bed.clock.now(), balances: [{ memberId: one.memberId, balanceMinor: 1 }] })).rejects.toThrow(/settlement_balanced/);
    await expect(copy({ ...elsewhere, state: 'settled', settled_at: bed.clock.now(), number: 1 })).rejects.toThrow(/settlement_number/);
    await copy({ ...elsewhere, state: 'settled', settled_at: bed.clock.now() });
  });
});
