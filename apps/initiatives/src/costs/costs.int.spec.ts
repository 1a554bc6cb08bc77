import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addBudgetLine, changeBudgetLine, type Cost, listBudgetLines, listCosts, readBudgetLine, readCost, recordCost, reverseCost,
} from '@klaster/contracts';
import { Database, newId } from '@klaster/persistence';
import { daysLater } from '@klaster/service-kit';
import { atOnce, outcomes, standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import type { Member } from '../testing/members.js';
import { Money, termsOf, weighted } from '../testing/money.js';
import { admitAll, agree, type InInitiative, run } from '../testing/running.js';

/** Budgets and costs in a service with two replicas. */
describe('costs', () => {
  let bed: Testbed;
  let members: Member[];
  let one: Member, two: Member, three: Member, stranger: Member;
  let money: Money;
  let here: InInitiative;
  const clusterId = newId();

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    members = await admitAll(bed, clusterId, 4);
    [one, two, three, stranger] = members as [Member, Member, Member, Member];
    here = await run(clusterId, [one, two, three]);
    money = new Money(bed, here);
  });

  afterAll(() => bed.stop());

  const read = (costId: string) => stranger.person.get(readCost, { ...here, costId });
  const list = async (fields: object = {}) => (await stranger.person.get(listCosts, { ...here, ...fields })).items;

  it('are shown as they were entered, with what they are shared by', async () => {
    const evidence = [{ name: 'faktura-7.pdf', sha256: 'a'.repeat(64) }];
    const cost = await money.pays(one, 12_345, { document: 'FV 7/2026', evidence });
    expect(cost).toMatchObject({ kind: 'cost', paidBy: one.memberId, amountMinor: 12_345, currency: 'PLN', key: 'costs', agreementNumber: 1, settlementNumber: null, reversedBy: null, exchange: null });
    expect(await read(cost.id)).toEqual(cost);
    expect(await list()).toContainEqual(cost);
    const [told] = await bed.rows<{ data: object }>(`SELECT envelope::jsonb -> 'data' AS data FROM initiatives.journal WHERE subject = $1`, [cost.id]);
    expect(JSON.stringify(told)).not.toMatch(/Deski|FV 7|faktura/);
  });

  it('of another currency are worth what the rate says; what comes in stands below zero', async () => {
    const amount = { amountMinor: 10_001, currency: 'EUR' };
    expect(await one.person.call(recordCost, { ...money.said(1), amount })).toEqual({ refused: 'currency-other', parameters: { currency: 'PLN' } });
    const rate = { value: '4.2655', source: 'NBP, tabela A', ratedOn: money.today() };
    expect(await money.pays(one, 1, { amount, rate })).toMatchObject({ amountMinor: 42_659, currency: 'PLN', exchange: { original: amount, rate: '4.2655', source: 'NBP, tabela A' } });
    expect(await money.pays(two, 5_000, { kind: 'income' })).toMatchObject({ amountMinor: -5_000, key: 'benefits' });
  });

  it('are entered by partners, for partners, of days that were', async () => {
    const refusal = async (by: Member, fields: object) => (await by.person.call(recordCost, { ...money.said(100), ...fields })) as object;
    expect(await refusal(stranger, {})).toMatchObject({ refused: 'not-partner' });
    expect(await refusal(one, { paidBy: stranger.memberId })).toMatchObject({ refused: 'cost-unfit', parameters: { field: 'paidBy' } });
    expect(await refusal(one, { incurredOn: daysLater(money.today(), 1) })).toMatchObject({ refused: 'cost-unfit', parameters: { field: 'incurredOn' } });
    expect(await refusal(one, { budgetLineId: newId() })).toMatchObject({ refused: 'cost-unfit', parameters: { field: 'budgetLineId' } });
    expect(await refusal(one, { initiativeId: newId() })).toMatchObject({ refused: 'not-found' });
    expect(await money.pays(one, 100, { paidBy: two.memberId, incurredOn: daysLater(money.today(), -400) })).toMatchObject({ paidBy: two.memberId, recordedBy: one.memberId, agreementNumber: 1 });
  });

  it('are found by kind, by who has paid and by their line, newest first', async () => {
    const line = await one.person.get(addBudgetLine, { ...here, title: 'Narzędzia', planned: { amountMinor: 5_000, currency: 'PLN' } });
    const costs: Cost[] = [];
    for (const by of [one, three, one]) costs.push(await money.pays(by, 2_000, { budgetLineId: line.id }));
    expect((await list({ budgetLineId: line.id })).map(({ id }) => id)).toEqual(costs.map(({ id }) => id).reverse());
    expect(new Set((await list({ paidBy: three.memberId })).map(({ paidBy }) => paidBy))).toEqual(new Set([three.memberId]));
    expect(new Set((await list({ kind: 'income' })).map(({ kind }) => kind))).toEqual(new Set(['income']));
    expect(await stranger.person.call(listCosts, { ...here, initiativeId: newId() })).toMatchObject({ refused: 'not-found' });
  });

  it('stand beside what was planned, and going over it is visible at once', async () => {
    const planned = { amountMinor: 5_000, currency: 'PLN' };
    const line = await one.person.get(addBudgetLine, { ...here, title: 'Sadzonki', category: 'Zakup materiałów', planned });
    expect(line).toMatchObject({ version: 1, spentMinor: 0, overMinor: 0, category: 'Zakup materiałów' });
    const { id } = await money.pays(two, 6_500, { budgetLineId: line.id });
    const seen = await stranger.person.get(readBudgetLine, { ...here, budgetLineId: line.id });
    expect(seen).toMatchObject({ spentMinor: 6_500, overMinor: 1_500 });
    expect((await stranger.person.get(listBudgetLines, here)).items).toContainEqual(seen);
    const change = (amountMinor: number, expectedVersion: number, currency = 'PLN') =>
      two.person.call(changeBudgetLine, { ...here, budgetLineId: line.id, title: 'Sadzonki', planned: { amountMinor, currency } }, { expectedVersion });
    expect(await change(7_000, 1)).toMatchObject({ version: 2, spentMinor: 6_500, overMinor: 0, category: null, setBy: two.memberId });
    expect(await change(8_000, 1)).toMatchObject({ refused: 'stale-version' });
    expect(await change(8_000, 2, 'EUR')).toEqual({ refused: 'currency-other', parameters: { currency: 'PLN' } });
    await two.person.get(reverseCost, { ...here, costId: id, reason: 'Zwrot sadzonek' });
    expect(await stranger.person.get(readBudgetLine, { ...here, budgetLineId: line.id })).toMatchObject({ spentMinor: 0, overMinor: 0 });
  });

  it('are taken back once by whoever paid or recorded, however many try at once', async () => {
    const cost = await money.pays(one, 300, { paidBy: two.memberId });
    const reverse = (by: Member, costId = cost.id, correction?: object) =>
      by.person.call(reverseCost, { ...here, costId, reason: 'Pomyłka', ...(correction && { correction: correction as never }) }) as Promise<Cost>;
    expect(await reverse(three)).toMatchObject({ refused: 'not-your-cost' });
    const right = { amount: { amountMinor: 330, currency: 'PLN' }, paidBy: two.memberId, incurredOn: money.today(), description: 'Deski, z dowozem' };
    const answers = await atOnce(20, (turn) => reverse(turn % 2 ? one : two, cost.id, right));
    expect(outcomes(answers)).toEqual({ granted: 1, 'cost-reversed': 19 });
    const corrected = answers.find((answer) => !('refused' in answer))!;
    expect(corrected).toMatchObject({ amountMinor: 330, corrects: cost.id, reversalOf: null });
    const [reversal, ...others] = await bed.rows<{ id: string; amount_minor: string }>('SELECT id, amount_minor FROM initiatives.cost WHERE reversal_of = $1', [cost.id]);
    expect([reversal!.amount_minor, others]).toEqual(['-300', []]);
    expect(await read(cost.id)).toMatchObject({ reversedBy: reversal!.id });
    expect(await reverse(two, reversal!.id)).toMatchObject({ refused: 'cost-reversed' });
    expect(await reverse(two, corrected.id)).toMatchObject({ amountMinor: -330, reversalOf: corrected.id });
  });

  it('are neither edited nor deleted, by nobody', async () => {
    await expect(bed.rows('DELETE FROM initiatives.cost')).rejects.toThrow(/append-only/);
    await expect(bed.rows('UPDATE initiatives.cost SET amount_minor = 1')).rejects.toThrow(/append-only/);
  });

  it('are shared by the version that was in force that day, and refused where its key names one that had left', async () => {
    const there = await run(clusterId, [one, two, three], termsOf([one, two, three], money.today(), { costs: weighted([one, two, three], 1, 1, 1), risks: weighted([one, two, three], 1, 1, 0) }));
    const theirs = new Money(bed, there);
    await bed.rows(`UPDATE initiatives.initiative_partner SET state = 'left', left_at = now() - interval '3 days' WHERE initiative_id = $1 AND member_id = $2`, [there.initiativeId, three.memberId]);
    const entered = (key: 'costs' | 'risks' | 'benefits', days: number) => one.person.call(recordCost, { ...theirs.said(100), key, incurredOn: daysLater(money.today(), -days) });
    expect(await entered('costs', 4)).toMatchObject({ agreementNumber: 1 });
    expect(await entered('costs', 2)).toMatchObject({ refused: 'key-unfit', parameters: { key: 'costs', number: 1 } });
    expect([await entered('risks', 2), await entered('benefits', 2)]).toMatchObject([{ key: 'risks' }, { key: 'benefits' }]);
    await agree(there, [one, two], termsOf([one, two], money.today()));
    expect(await entered('costs', 0)).toMatchObject({ agreementNumber: 2 });
    expect(await entered('costs', 4)).toMatchObject({ agreementNumber: 1 });
  });

  it('are taken until the initiative is closed: whoever closes sees every one of them', async () => {
    const database = await Database.open({ url: bed.database.url('initiatives'), connections: 2, applicationName: 'closer' });
    try {
      for (let round = 0; round < 4; round += 1) {
        const there = await run(clusterId, [one, two]);
        const { initiativeId } = there;
        const record = (turn: number) => (turn % 2 ? one : two).person.call(recordCost, { ...new Money(bed, there).said(100 + turn) });
        const first = record(0);
        const closing = first.then(() => database.within({ service: 'initiatives', clusterId, requestId: 'closes', now: bed.clock.now() }, async (work) => {
          work.lock(`costs of ${initiativeId}`, 'exclusive');
          const [seen] = await work.query<{ count: number }>('SELECT count(*) AS count FROM cost WHERE initiative_id = $1', [initiativeId]);
          await work.query('INSERT INTO benefit_statement SELECT initiative_id, cluster_id, member_id, true, NULL, 0, now() FROM initiative_partner WHERE initiative_id = $1', [initiativeId]);
          await work.query(`UPDATE initiative SET state = 'closed', ended_at = now() WHERE id = $1`, [initiativeId]);
          return seen!.count;
        }));
        const answers = [await first, ...(await atOnce(40, (turn) => record(turn + 1)))];
        const { granted, 'initiative-wrong-state': late = 0 } = outcomes([...answers, await record(0)]);
        expect(await bed.rows('SELECT count(*)::int AS count FROM initiatives.cost WHERE initiative_id = $1', [initiativeId])).toEqual([{ count: await closing }]);
        expect(granted).toBe(await closing);
        expect([granted! + late, late > 0]).toEqual([42, true]);
      }
    } finally {
      await database.close();
    }
  });
});
