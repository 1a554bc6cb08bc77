import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acceptPledge, confirmContribution, listContributions, openRateTable, proposePledge, readContribution, recordBatch, recordContribution, type RequestInputOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';

type Line = RequestInputOf<typeof recordBatch>['lines'][number];

/** Many contributions by one request, with two replicas of the service. */
describe('a batch', () => {
  let bed: Testbed;
  let cluster: Cluster;
  let clusterId: string;
  let giver: Side;
  let receiver: Side;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
    cluster = new Cluster(bed);
    clusterId = cluster.id;
    [giver, receiver] = [await cluster.admit(), await cluster.admit()];
    await bed.settle();
  });

  afterAll(() => bed.stop());

  const line = (fields: Partial<Line> = {}): Line => ({ receiver: { memberId: receiver.memberId }, category: 'volunteering', quantity: { value: '2.5', unit: 'h' }, givenOn: '2026-01-15', ...fields }) as Line;
  const lines = (count: number) => Array.from({ length: count }, (_, index) => line({ description: `Dzień ${index + 1}` }));
  const record = (by: Side, batch: readonly Line[], how: object = {}) => by.person.get(recordBatch, { clusterId, lines: [...batch], ...how }, { idempotencyKey: newId() });
  const countIn = async (table: string) => (await bed.rows<{ count: number }>(`SELECT count(*)::int AS count FROM resources.${table} WHERE cluster_id = $1`, [clusterId]))[0]!.count;
  const bad = (): readonly (readonly [number, Line, string, string | null])[] => [
    [2, line({ category: 'moonlight' }), 'unknown-category', 'category'],
    [4, line({ quantity: { value: '1', unit: 'kg' } }), 'wrong-measure', 'quantity'],
    [5, line({ givenOn: '2199-01-01' }), 'wrong-period', 'givenOn'],
    [7, line({ receiver: { memberId: newId() } }), 'unknown-receiver', 'receiver'],
    [8, line({ giver: newId() }), 'unknown-giver', 'giver'],
    [9, line({ returnBy: '2026-12-01' }), 'action-unfit', 'action'],
    [10, line({ category: 'training-materials', quantity: { value: '1', unit: 'piece' } }), 'conditions-needed', 'conditions'],
    [12, line({ rateTableId: newId() }), 'no-rate', 'rateTableId'],
    [13, line({ pledgeId: newId() }), 'pledge-other', 'pledgeId'],
  ];
  const mixed = (): Line[] => {
    const all = lines(14);
    for (const [place, it1] of bad()) all[place - 1] = it1;
    all[0] = line({ receiver: { memberId: giver.memberId } });
    return all;
  };

  it('is recorded in its order, each line an entry like any other', async () => {
    const outcome = await record(giver, lines(60));
    expect(outcome).toMatchObject({ lines: 60, recorded: 60, dryRun: false, faults: [] });
    expect(outcome.contributions.map(({ line: place }) => place)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    const { items } = await giver.person.get(listContributions, { clusterId, giver: giver.memberId, limit: 60 });
    expect(items.map(({ id }) => id)).toEqual(outcome.contributions.map(({ id }) => id).toReversed());
    expect(items[0]).toMatchObject({ description: 'Dzień 60', state: 'recorded', version: 1, recordedBy: giver.memberId, giver: giver.memberId, action: 'work', evidence: [] });
    const [first] = outcome.contributions;
    expect(await bed.rows('SELECT type, subject_version, envelope::json -> $2 AS member FROM resources.journal WHERE subject = $1', [first!.id, 'memberid'])).toEqual([{ type: 'resources.contribution.recorded.v3', subject_version: 1, member: giver.memberId }]);
    expect(await receiver.person.get(confirmContribution, { clusterId, contributionId: first!.id })).toMatchObject({ state: 'confirmed', version: 2 });
    await bed.settle();
  });

  it('is refused line by line, in both languages, and then nothing of it is recorded', async () => {
    const [before, told] = [await countIn('contribution'), await countIn('journal')];
    const outcome = await record(giver, mixed());
    expect(outcome).toMatchObject({ lines: 14, recorded: 0, contributions: [] });
    expect(outcome.faults.map(({ line: place, code, field }) => [place, code, field])).toEqual([[1, 'giver-is-receiver', 'receiver'], ...bad().map(([place, , code, field]) => [place, code, field])]);
    expect(outcome.faults[2]).toMatchObject({
      line: 4, message: { pl: 'Ta kategoria jest mierzona inaczej. volunteering podaje się jako: quantity (h, min, day).', en: 'The category is measured otherwise. volunteering is given as quantity (h, min, day).' },
    });
    expect([await countIn('contribution'), await countIn('journal')]).toEqual([before, told]);
  });

  it('records its good lines where that is asked for, and finds the same faults when it is tried out', async () => {
    const all = mixed();
    const dry = await record(giver, all, { dryRun: true, allOrNothing: false });
    expect(dry).toMatchObject({ dryRun: true, recorded: 0, contributions: [] });
    const before = await countIn('contribution');
    const wet = await record(giver, all, { allOrNothing: false });
    expect(wet.faults).toEqual(dry.faults);
    expect(wet.contributions.map(({ line: place }) => place)).toEqual([3, 6, 11, 14]);
    expect(await countIn('contribution')).toBe(before + 4);
  });

  it('judges each line as if it were recorded alone', async () => {
    for (const it1 of mixed()) {
      const alone = await giver.person.call(recordContribution, { clusterId, ...it1 });
      const { faults } = await record(giver, [it1], { dryRun: true });
      expect(faults.map(({ code }) => code)).toEqual('refused' in alone ? [alone.refused] : []);
    }
  });

  it('knows at once who has just been admitted elsewhere', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const [one, other] = await Promise.all([cluster.admit(), cluster.admit()]);
      expect(await record(one, [line({ receiver: { memberId: other.memberId } })])).toMatchObject({ recorded: 1, faults: [] });
    }
  });

  it('finds no fault of a moment ago, when it is only tried out', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const initiativeId = await cluster.initiative({ partners: [giver, receiver], state: 'forming' });
      // Without a key nothing at all is written that could notice.
      const trial = () => giver.person.get(recordBatch, { clusterId, lines: [line({ receiver: { initiativeId } })], dryRun: true });
      expect(await trial()).toMatchObject({ faults: [{ code: 'initiative-not-running' }] });
      await cluster.start(initiativeId);
      expect(await trial()).toMatchObject({ faults: [] });
    }
  });

  it('is recorded once by one key, however often it is sent at the same moment', async () => {
    const request = { clusterId, lines: lines(40) };
    const before = await countIn('contribution');
    const answers = await atOnce(10, () => giver.person.get(recordBatch, request, { idempotencyKey: 'marzec' }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await countIn('contribution')).toBe(before + 40);
    expect(await giver.person.call(recordBatch, { ...request, lines: lines(39) }, { idempotencyKey: 'marzec' })).toMatchObject({ refused: 'idempotency-key-reused' });
  });

  it('is there as a whole or not at all, when its connection is killed in the middle', async () => {
    const admin = bed.database.admin;
    let killing = true;
    // The service's connections are ended again and again while batches are written.
    const killer = (async () => {
      while (killing) await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'resources' AND state = 'active' AND query LIKE '%jsonb_populate_recordset%'`);
    })();
    const answers = await atOnce(12, (turn) => giver.person.call(recordBatch, { clusterId, lines: lines(250).map((it1) => ({ ...it1, category: turn % 2 === 0 ? 'office-work' : 'coordination' })) }, { idempotencyKey: `zrywana ${turn}` })).finally(() => {
      killing = false;
    });
    await killer;
    const granted = answers.filter((answer) => !('refused' in answer)).length;
    const entries = await bed.rows<{ count: number }>(`SELECT count(*)::int AS count FROM resources.contribution WHERE cluster_id = $1 AND category IN ('office-work', 'coordination') GROUP BY recorded_at, category`, [clusterId]);
    for (const { count } of entries) expect(count % 250).toBe(0);
    const there = entries.reduce((sum, { count }) => sum + count, 0);
    // Who was answered "it may have been done" asks again by the same key and learns what became of it.
    expect(there).toBeGreaterThanOrEqual(granted * 250);
    await atOnce(12, async (turn) => {
      const again = await giver.person.get(recordBatch, { clusterId, lines: lines(250).map((it1) => ({ ...it1, category: turn % 2 === 0 ? 'office-work' : 'coordination' })) }, { idempotencyKey: `zrywana ${turn}` });
      expect(again).toMatchObject({ recorded: 250 });
    });
    const [all] = await bed.rows<{ entries: number; events: number }>(
      `SELECT count(*)::int AS entries, (SELECT count(*)::int FROM resources.journal j WHERE j.cluster_id = $1 AND j.type = 'resources.contribution.recorded.v3' AND j.envelope::json -> 'data' ->> 'category' IN ('office-work', 'coordination')) AS events
         FROM resources.contribution WHERE cluster_id = $1 AND category IN ('office-work', 'coordination')`,
      [clusterId],
    );
    expect(all).toEqual({ entries: 3_000, events: 3_000 });
    await bed.settle();
  }, 60_000);

  it('tries again where its members change meanwhile', async () => {
    const answers = await Promise.all([...Array.from({ length: 8 }, () => record(giver, lines(50))), ...Array.from({ length: 8 }, () => cluster.admit())]);
    expect(answers.filter((answer) => 'recorded' in answer).every((answer) => 'recorded' in answer && answer.recorded === 50)).toBe(true);
  });

  it('fulfils a pledge, is valued by rates, and names documents', async () => {
    const pledge = await giver.person.get(proposePledge, { clusterId, receiver: { memberId: receiver.memberId }, category: 'volunteering', quantity: { value: '100', unit: 'h' }, by: `${Number(bed.clock.now().slice(0, 4)) + 1}-01-01` });
    await receiver.person.get(acceptPledge, { clusterId, pledgeId: pledge.id });
    const { id: rateTableId } = await giver.person.get(openRateTable, { clusterId, name: 'Stawki', basis: 'Konkurs', validFrom: '2026-01-01', rates: [{ category: 'volunteering', unit: 'h', rateMinor: 3_070 }] });
    const evidence = [{ name: 'lista.pdf', sha256: 'c'.repeat(64) }];
    const { contributions } = await record(giver, Array.from({ length: 20 }, () => line({ pledgeId: pledge.id, rateTableId, evidence })));
    expect(await giver.person.get(readContribution, { clusterId, contributionId: contributions[19]!.id })).toMatchObject({ pledgeId: pledge.id, declaredValue: { amountMinor: 7_675, rateTableId }, evidence });
    expect(await bed.rows('SELECT FROM resources.contribution_evidence WHERE cluster_id = $1 AND sha256 = $2', [clusterId, 'c'.repeat(64)])).toHaveLength(20);
  });

  it('has a thousand lines at most', async () => {
    const outcome = await record(giver, lines(1_000));
    expect(outcome).toMatchObject({ lines: 1_000, recorded: 1_000 });
    expect(await giver.person.send(recordBatch, { clusterId, lines: lines(1_001) })).toMatchObject({ refusal: { refused: 'malformed-request', errors: [{ pointer: '/lines' }] } });
    await bed.settle();
  }, 30_000);
});
