import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  listRates, listRateTables, openRateTable, publishRates, readRates, readRateTable, recordContribution, type RateTable, type Refusal,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, outcomes, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';

/** Rate tables and what is declared by them, with two replicas of the service that remember them. */
describe('rate tables', () => {
  let bed: Testbed;
  let clusterId: string;
  let one: Side;
  let other: Side;
  let reader: Side;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
    const cluster = new Cluster(bed);
    clusterId = cluster.id;
    [one, other, reader] = [await cluster.admit(), await cluster.admit(), await cluster.admit({ scopes: ['contribute', 'read'] })];
    await bed.settle();
  });

  afterAll(() => bed.stop());

  let names = 0;
  const distinct = () => `Stawki ${(names += 1)}`;
  const hour = (rateMinor: number) => [{ category: 'volunteering', unit: 'h', rateMinor }];
  const opening = (fields: object = {}) => ({ clusterId, name: distinct(), basis: 'Otwarty konkurs ofert 2026', validFrom: '2026-01-01', rates: hour(3_000), ...fields });
  const opened = (fields?: object): Promise<RateTable> => one.person.get(openRateTable, opening(fields));
  const publish = ({ id: rateTableId }: RateTable, rateMinor: number, validFrom = '2026-01-01') => one.person.call(publishRates, { clusterId, rateTableId, validFrom, rates: hour(rateMinor) });
  /** What a quarter of an hour is declared to be worth. */
  const valued = async (rateTableId: string, givenOn = '2026-01-15') => {
    const given = { category: 'volunteering', quantity: { value: '0.25', unit: 'h' }, givenOn, rateTableId };
    const answer = await one.person.call(recordContribution, { clusterId, receiver: { memberId: other.memberId }, ...given });
    return 'refused' in answer ? answer.refused : answer.declaredValue;
  };

  it('are opened with their first version, by who represents a member, and read by all', async () => {
    const table = await opened({ name: 'Stawki wolontariatu' });
    expect(table).toMatchObject({ version: 2, name: 'Stawki wolontariatu', currency: 'PLN', versions: 1, openedBy: one.memberId });
    expect(await reader.person.get(readRateTable, { clusterId, rateTableId: table.id })).toEqual(table);
    const first = await reader.person.get(readRates, { clusterId, rateTableId: table.id, number: 1 });
    expect(first).toEqual({ rateTableId: table.id, number: 1, validFrom: '2026-01-01', rates: [{ category: 'volunteering', unit: 'h', rateMinor: 3_000, hoursPerDay: null }], publishedBy: one.memberId, publishedAt: table.openedAt });
    expect((await reader.person.get(listRateTables, { clusterId })).items[0]).toEqual(table);
    expect(await reader.person.call(openRateTable, opening())).toEqual({ refused: 'forbidden' });
    expect(await reader.person.call(readRates, { clusterId, rateTableId: table.id, number: 2 })).toEqual({ refused: 'not-found' });
  });

  it('are refused with rates that fit no category', async () => {
    const rates = [{ category: 'nonsense', unit: 'h', rateMinor: 1 }];
    expect(await one.person.call(openRateTable, opening({ rates }))).toEqual({ refused: 'unknown-category' });
    expect(await one.person.call(openRateTable, opening({ rates: [{ category: 'volunteering', unit: 'kg', rateMinor: 1 }] }))).toEqual({ refused: 'rates-unfit' });
  });

  it('have one name in a cluster, whatever its case and whoever is quicker', async () => {
    const spellings = ['Stawki ŁÓDZKIE', 'stawki łódzkie', 'STAWKI łódzkie', 'Stawki Łódzkie'];
    const answers = await atOnce(12, (turn) => one.person.call(openRateTable, opening({ name: spellings[turn % spellings.length] })));
    expect(outcomes(answers)).toEqual({ granted: 1, 'rate-table-taken': 11 });
  });

  it('get versions with numbers that follow each other, however many publish at once', async () => {
    const table = await opened();
    const answers = await atOnce(12, (turn) => publish(table, 3_100 + turn));
    for (const outcome of Object.keys(outcomes(answers))) expect(['granted', 'conflict']).toContain(outcome);
    const granted = answers.flatMap((answer) => ('refused' in answer ? [] : [answer.number])).toSorted((a, b) => a - b);
    expect(granted).toEqual(granted.map((_, place) => place + 2));
    const { items } = await one.person.get(listRates, { clusterId, rateTableId: table.id });
    expect(items.map(({ number }) => number)).toEqual([...granted.toReversed(), 1]);
    expect(await one.person.get(readRateTable, { clusterId, rateTableId: table.id })).toMatchObject({ versions: granted.length + 1, version: granted.length + 2 });
  });

  it('show their versions newest first, page by page', async () => {
    const table = await opened();
    for (const rateMinor of [3_100, 3_200, 3_300]) await publish(table, rateMinor);
    const first = await one.person.get(listRates, { clusterId, rateTableId: table.id, limit: 3 });
    expect(first.items.map(({ number }) => number)).toEqual([4, 3, 2]);
    const second = await one.person.get(listRates, { clusterId, rateTableId: table.id, limit: 3, cursor: first.nextCursor! });
    expect([second.items.map(({ number }) => number), second.nextCursor]).toEqual([[1], null]);
  });

  it('declare values by the version that counts on the day; what is published counts at once, on every replica', async () => {
    const table = await opened();
    const at = (rateTableVersion: number, amountMinor: number) => ({ rateTableVersion, amountMinor, currency: 'PLN', unit: 'h' });
    expect(await valued(table.id)).toMatchObject(at(1, 750));
    for (const [turn, rateMinor] of [3_010, 3_020, 3_030, 3_040].entries()) {
      await publish(table, rateMinor);
      const answers = await atOnce(6, () => valued(table.id));
      for (const answer of answers) expect(answer).toMatchObject(at(turn + 2, Math.ceil(rateMinor / 4)));
    }
    await publish(table, 9_000, '2026-01-16');
    expect(await valued(table.id)).toMatchObject({ rateTableVersion: 5 });
    expect(await valued(table.id, '2026-01-16')).toMatchObject(at(6, 2_250));
    expect(await valued(table.id, '2025-12-31')).toBe('no-rate');
  });

  it('that are just opened are known at once where they were asked for in vain', async () => {
    expect(await valued(newId())).toBe('no-rate');
    for (let turn = 0; turn < 5; turn += 1) expect(await valued((await opened()).id)).toMatchObject({ amountMinor: 750 });
  });

  it('belong to their cluster', async () => {
    const table = await opened();
    const elsewhere = new Cluster(bed);
    const stranger = await elsewhere.admit();
    const theirs = { clusterId: elsewhere.id, rateTableId: table.id };
    const refused: (object | Refusal)[] = [
      await stranger.person.call(readRateTable, theirs), await stranger.person.call(listRates, theirs), await stranger.person.call(readRates, { ...theirs, number: 1 }),
      await stranger.person.call(publishRates, { ...theirs, validFrom: '2026-01-01', rates: hour(1) }),
    ];
    expect(refused).toEqual(refused.map(() => ({ refused: 'not-found' })));
    expect((await stranger.person.get(listRateTables, { clusterId: elsewhere.id })).items).toEqual([]);
  });

  it('say in the database what they said', async () => {
    const { id } = await opened();
    const runtime = await bed.sql('resources');
    const attempt = async (text: string) => {
      await runtime.query('BEGIN');
      await runtime.query(`SELECT set_config('klaster.cluster', $1, true)`, [clusterId]);
      return runtime.query(text, [id]).finally(() => runtime.query('ROLLBACK'));
    };
    await expect(attempt(`UPDATE rate_table SET currency = 'EUR' WHERE id = $1`)).rejects.toThrow(/append-only/);
    await expect(attempt(`UPDATE rate_table_version SET rates = '[]' WHERE rate_table_id = $1`)).rejects.toThrow(/permission denied/);
    await expect(attempt('DELETE FROM rate_table_version WHERE rate_table_id = $1')).rejects.toThrow(/permission denied/);
    await expect(attempt('DELETE FROM rate_table WHERE id = $1')).rejects.toThrow(/permission denied/);
    await expect(bed.rows('DELETE FROM resources.rate_table_version')).rejects.toThrow(/append-only/);
    await expect(bed.rows('TRUNCATE resources.rate_table_version')).rejects.toThrow(/append-only/);
  });
});
