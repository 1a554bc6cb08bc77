import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptSettlement, type AgreementTerms, listSettlements, payTransfer, proposeSettlement, readBalances, readSettlement, receiveTransfer, recordCost,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, type Caller, eventually, outcomes, standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import type { Member } from '../testing/members.js';
import { Money } from '../testing/money.js';
import { admitAll, run } from '../testing/running.js';

/** What happens to settlements at the same moment, in a service with two replicas. */
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

  it('are accepted once by each, and paid and received once, however many try at once', async () => {
    const table = await admitAll(bed, clusterId, 12);
    const money = await begin(table);
    const { here } = money;
    const [first] = table as [Member];
    await money.pays(first, 12_000);
    const { number } = await first.person.get(proposeSettlement, here);
    const accepted = await atOnce(36, (turn) => table[turn % 12]!.person.call(acceptSettlement, { ...here, number }));
    expect(outcomes(accepted)).toEqual({ granted: 12, 'settlement-already-accepted': 24 });
    const { id, transfers, state, acceptances } = await read(money, number);
    expect([state, acceptances.length, transfers.length]).toEqual(['accepted', 12, 11]);
    const by = (memberId: string) => table.find((member) => member.memberId === memberId)!.person;
    const paid = await atOnce(33, (turn) => by(transfers[turn % 11]!.from).call(payTransfer, { ...here, transferId: transfers[turn % 11]!.id, paidOn: money.today() }));
    expect(outcomes(paid)).toEqual({ granted: 11, 'transfer-wrong-state': 22 });
    const received = await atOnce(33, (turn) => first.person.call(receiveTransfer, { ...here, transferId: transfers[turn % 11]!.id }));
    expect(outcomes(received)).toEqual({ granted: 11, 'transfer-wrong-state': 22 });
    const told = await bed.rows<{ count: number }>(`SELECT count(*)::int AS count FROM initiatives.journal WHERE subject = $1 AND type LIKE '%.settlement.settled.%'`, [id]);
    expect(told).toEqual([{ count: 1 }]);
  });

  it('leave out no entry and take none twice, while others enter more', async () => {
    const money = await begin();
    const { here } = money;
    const entering = atOnce(60, (turn) => members[turn % 3]!.person.call(recordCost, money.said(100 + turn)));
    const settling = (async () => {
      for (let round = 0; round < 6; round += 1) {
        const proposed = await one.person.call(proposeSettlement, here);
        if ('refused' in proposed) continue;
        for (const { person } of members) await person.get(acceptSettlement, { ...here, number: proposed.number });
        await money.paid(members, await read(money, proposed.number));
      }
    })();
    const entered = await entering;
    await settling;
    expect(outcomes(entered)).toEqual({ granted: 60 });
    const { items } = await stranger.person.get(listSettlements, here);
    const left = await balances(money);
    expect(items.length).toBeGreaterThan(0);
    const total = (parts: readonly { readonly entries: number; readonly totalMinor: number }[]) => [parts.reduce((sum, { entries }) => sum + entries, 0), parts.reduce((sum, { totalMinor }) => sum + totalMinor, 0)];
    expect(total([...items, left])).toEqual([60, 60 * 100 + (59 * 60) / 2]);
    const claimed = await bed.rows<{ entries: number; of: number }>(
      `SELECT s.entries, (SELECT count(*)::int FROM initiatives.cost c WHERE c.initiative_id = s.initiative_id AND c.place > s.after_place AND c.place <= s.to_place) AS of FROM initiatives.settlement s WHERE s.initiative_id = $1`,
      [here.initiativeId],
    );
    for (const { entries, of } of claimed) expect(of).toBe(entries);
  });

  it('wait for an entry that has its place and is not in yet, though a later one is', async () => {
    const money = await begin();
    const { here } = money;
    const blocker = await bed.database.admin.connect();
    const waiting = (count: number) => async () =>
      (await bed.rows(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND clock_timestamp() - query_start > interval '150 ms'`)).length >= count || undefined;
    try {
      // What an entry refers to is held, so that it waits behind its place.
      await blocker.query('BEGIN');
      await blocker.query('SELECT FROM initiatives.initiative_partner WHERE initiative_id = $1 AND member_id = $2 FOR UPDATE', [here.initiativeId, two.memberId]);
      const late = money.pays(two, 100);
      await eventually(waiting(1), () => 'the entry does not wait');
      await money.pays(one, 200);
      const proposing = one.person.get(proposeSettlement, here);
      await Promise.race([proposing, eventually(waiting(2), () => 'the proposal does not wait')]);
      await blocker.query('COMMIT');
      await late;
      expect(await proposing).toMatchObject({ entries: 2, totalMinor: 300 });
      expect(await balances(money)).toMatchObject({ entries: 0 });
    } finally {
      blocker.release();
    }
  });
});
