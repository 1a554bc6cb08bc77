import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptPledge, confirmContribution, type Contribution, disputeContribution, listContributions, listPurses, payFromPurse, proposePledge, readContribution, readPledge, recordBatch, recordContribution, reverseContribution,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { createLog } from '@klaster/service-kit';
import { eventually, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';
import { give } from '../testing/money.js';

interface Ground {
  readonly cluster: Cluster;
  readonly giver: Side;
  readonly receiver: Side;
}

/** Silence through the charter's window confirms what waits: with two replicas, that look at the same time. */
describe('silence', () => {
  let bed: Testbed;
  let logged = '';

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    const log = createLog('resources', 'warn', new Writable({ write: (chunk, _, done) => { logged += String(chunk); done(); } }));
    await bed.serve(resources, { replicas: 2, log });
  });

  afterAll(() => bed.stop());

  const ground = async (confirmationDays: number): Promise<Ground> => {
    const cluster = new Cluster(bed);
    await cluster.make({ confirmationDays });
    const [giver, receiver] = [await cluster.admit(), await cluster.admit()];
    await bed.settle();
    return { cluster, giver, receiver };
  };
  const record = ({ cluster, giver, receiver }: Ground, fields: object = {}): Promise<Contribution> =>
    giver.person.get(recordContribution, { clusterId: cluster.id, receiver: { memberId: receiver.memberId }, category: 'care', quantity: { value: '1', unit: 'h' }, givenOn: '2026-01-15', ...fields }, { idempotencyKey: newId() });
  const one = ({ id, clusterId }: Pick<Contribution, 'id' | 'clusterId'>) => ({ clusterId, contributionId: id });
  const read = (by: Side, contribution: Pick<Contribution, 'id' | 'clusterId'>) => by.person.get(readContribution, one(contribution));
  const settled = (by: Side, contribution: Contribution) => eventually(async () => { const now = await read(by, contribution); return now.state === 'recorded' ? undefined : now; }, () => 'it still waits');
  const told = async ({ id }: Pick<Contribution, 'id'>) => (await bed.rows<{ type: string }>('SELECT type FROM resources.journal WHERE subject = $1 ORDER BY subject_version', [id])).map(({ type }) => type.split('.')[2]);
  /** Comes back when the daily look of a cluster has been done for so many days. */
  const looked = async (cluster: Cluster) => {
    const now = bed.clock.now();
    await eventually(async () => ((await bed.rows('SELECT FROM resources.timer WHERE cluster_id = $1 AND due_at <= $2', [cluster.id, now])).length === 0 ? true : undefined), () => 'the look is still due');
  };

  it('confirms by the window of each charter, and says that it was silence', async () => {
    const [short, long] = [await ground(3), await ground(20)];
    const [quick, slow] = [await record(short), await record(long)];
    bed.clock.turn({ days: 2 });
    await looked(short.cluster);
    expect(await read(short.giver, quick)).toMatchObject({ state: 'recorded' });
    bed.clock.turn({ days: 2 });
    const confirmed = await settled(short.receiver, quick);
    expect(confirmed).toMatchObject({ state: 'confirmed', bySilence: true, confirmedBy: null, confirmBy: null, version: 2 });
    expect(confirmed.confirmedAt! >= quick.confirmBy!).toBe(true);
    expect(await bed.rows(`SELECT envelope::json -> 'data' AS data, envelope::json -> 'memberid' AS by FROM resources.journal WHERE subject = $1 AND subject_version = 2`, [quick.id])).toEqual([
      { data: { contributionId: quick.id, clusterId: short.cluster.id, confirmedBy: null, bySilence: true, confirmedAt: confirmed.confirmedAt }, by: null },
    ]);
    expect(await short.receiver.person.call(confirmContribution, one(quick))).toMatchObject({ refused: 'already-settled' });
    expect(await read(long.giver, slow)).toMatchObject({ state: 'recorded' });
    bed.clock.turn({ days: 17 });
    expect(await settled(long.giver, slow)).toMatchObject({ bySilence: true });
  }, 30_000);

  it('keeps to the window that held when a contribution was recorded', async () => {
    const there = await ground(10);
    const before = await record(there);
    await there.cluster.changeRules({ confirmationDays: 2 });
    await bed.settle();
    const after = await record(there);
    bed.clock.turn({ days: 3 });
    expect(await settled(there.giver, after)).toMatchObject({ bySilence: true });
    expect(await read(there.giver, before)).toMatchObject({ state: 'recorded' });
  }, 30_000);

  it('never confirms what is disputed, taken back or confirmed by hand', async () => {
    const there = await ground(1);
    const [disputed, back, byHand, waiting] = [await record(there), await record(there), await record(there), await record(there)];
    await there.receiver.person.get(disputeContribution, { ...one(disputed), reason: 'Nie tyle' });
    await there.giver.person.get(reverseContribution, { ...one(back), reason: 'Pomyłka' });
    await there.receiver.person.get(confirmContribution, one(byHand));
    bed.clock.turn({ days: 30 });
    await settled(there.giver, waiting);
    await looked(there.cluster);
    expect(await read(there.giver, disputed)).toMatchObject({ state: 'disputed', bySilence: false });
    expect(await read(there.giver, back)).toMatchObject({ state: 'voided', bySilence: false });
    expect(await read(there.giver, byHand)).toMatchObject({ state: 'confirmed', bySilence: false, confirmedBy: there.receiver.memberId });
  }, 30_000);

  it('settles each once, whoever is quicker: silence, a confirmation or a dispute', async () => {
    const there = await ground(1);
    const line = { receiver: { memberId: there.receiver.memberId }, category: 'care', quantity: { value: '1', unit: 'h' }, givenOn: '2026-01-15' };
    const { contributions } = await there.giver.person.get(recordBatch, { clusterId: there.cluster.id, lines: Array.from({ length: 300 }, () => line) });
    const all = contributions.map(({ id }) => ({ id, clusterId: there.cluster.id }));
    bed.clock.turn({ days: 3 });
    const lanes = all.values();
    const acts = [confirmContribution, disputeContribution] as const;
    let turn = 0;
    await Promise.all(Array.from({ length: 12 }, async () => {
      for (const contribution of lanes) {
        turn += 1;
        const act = acts[turn % 2]!;
        const answer = await there.receiver.person.call(act, { ...one(contribution), ...(act === disputeContribution ? { reason: 'Nie tak' } : {}) } as never);
        if ('refused' in answer) expect(answer.refused).toBe('already-settled');
      }
    }));
    await looked(there.cluster);
    const how: Record<string, number> = {};
    for (const contribution of all) {
      const { state, bySilence, version } = await read(there.giver, contribution);
      const steps = await told(contribution);
      expect([steps, version]).toEqual([['recorded', state], 2]);
      how[bySilence ? 'silence' : state] = (how[bySilence ? 'silence' : state] ?? 0) + 1;
    }
    expect(Object.values(how).reduce((sum, count) => sum + count, 0)).toBe(300);
  }, 60_000);

  it('leaves to others what they are just at, and comes back to it', async () => {
    const there = await ground(1);
    const [held, free] = [await record(there), await record(there)];
    const somebody = await bed.sql('resources');
    await somebody.query('BEGIN');
    await somebody.query(`SELECT set_config('klaster.cluster', $1, true)`, [there.cluster.id]);
    await somebody.query('SELECT FROM contribution WHERE id = $1 FOR UPDATE', [held.id]);
    bed.clock.turn({ days: 3 });
    await settled(there.giver, free);
    await looked(there.cluster);
    expect(await read(there.giver, held)).toMatchObject({ state: 'recorded' });
    await somebody.query('ROLLBACK');
    bed.clock.turn({ days: 1 });
    expect(await settled(there.giver, held)).toMatchObject({ bySilence: true });
  }, 30_000);

  it('confirms more than it takes at a time, all on the same day', async () => {
    const there = await ground(1);
    await record(there);
    await bed.rows(
      `INSERT INTO resources.contribution (id, version, cluster_id, kind, category, quantity, action, giver, receiver, given_on, evidence, state, recorded_by, recorded_at, confirm_by)
       SELECT uuidv7(), 1, cluster_id, kind, category, quantity, action, giver, receiver, given_on, evidence, state, recorded_by, recorded_at, confirm_by FROM resources.contribution, generate_series(1, 1200) WHERE cluster_id = $1`,
      [there.cluster.id],
    );
    bed.clock.turn({ days: 3 });
    await eventually(async () => ((await bed.rows(`SELECT FROM resources.contribution WHERE cluster_id = $1 AND state = 'recorded'`, [there.cluster.id])).length === 0 ? true : undefined), () => 'some still wait');
    expect(await bed.rows(`SELECT count(*)::int AS count, bool_and(by_silence) AS "bySilence" FROM resources.contribution WHERE cluster_id = $1`, [there.cluster.id])).toEqual([{ count: 1201, bySilence: true }]);
    await bed.settle();
    expect(await bed.rows(`SELECT count(*)::int AS count FROM resources.journal WHERE cluster_id = $1 AND type = 'resources.contribution.confirmed.v2'`, [there.cluster.id])).toEqual([{ count: 1201 }]);
  }, 30_000);

  it('fulfils pledges, each contribution for itself', async () => {
    const there = await ground(1);
    const { cluster: { id: clusterId }, giver, receiver } = there;
    const pledge = await giver.person.get(proposePledge, { clusterId, receiver: { memberId: receiver.memberId }, category: 'care', quantity: { value: '10', unit: 'h' }, by: `${Number(bed.clock.now().slice(0, 4)) + 1}-01-01` });
    await receiver.person.get(acceptPledge, { clusterId, pledgeId: pledge.id });
    for (const value of ['1', '2.5', '3']) await record(there, { pledgeId: pledge.id, quantity: { value, unit: 'h' } });
    bed.clock.turn({ days: 3 });
    const given = await eventually(async () => { const now = await giver.person.get(readPledge, { clusterId, pledgeId: pledge.id }); return now.given === '6.5' ? now : undefined; }, () => 'not all is counted');
    expect(given).toMatchObject({ state: 'partly-fulfilled' });
  }, 30_000);

  it('brings money into the purse; what cannot be taken back, because it is spent, stays and holds up no other', async () => {
    const there = await ground(1);
    const { cluster, giver, receiver } = there;
    const clusterId = cluster.id;
    const initiativeId = await cluster.initiative({ partners: [receiver, giver] });
    const gift = { clusterId, initiativeId, giver, confirmer: receiver, amountMinor: 10_000 };
    const money = { receiver: { initiativeId }, category: 'donation', quantity: undefined, amount: { amountMinor: 5_000, currency: 'PLN' } };
    const { id: contributionId } = (await give(gift)) as Contribution;
    const [purse] = (await receiver.person.get(listPurses, { clusterId, initiativeId })).items;
    await receiver.person.get(payFromPurse, { clusterId, purseId: purse!.id, amountMinor: 8_000, payee: 'Sklep', purpose: 'Sadzonki', paidOn: '2026-01-20' });
    const reversal = await giver.person.get(reverseContribution, { clusterId, contributionId, reason: 'Pomyłka' });
    const hours = await record(there);
    bed.clock.turn({ days: 3 });
    await settled(giver, hours);
    await looked(cluster);
    expect(await read(giver, reversal)).toMatchObject({ state: 'recorded' });
    expect(logged).toContain(`silence cannot confirm contribution ${reversal.id}`);
    // Then more comes in, by silence too: and the reversal can be booked.
    const more = await record(there, money);
    const enough = await record(there, { ...money, amount: { amountMinor: 9_000, currency: 'PLN' } });
    bed.clock.turn({ days: 3 });
    await settled(giver, more);
    await settled(giver, enough);
    await looked(cluster);
    bed.clock.turn({ days: 1 });
    expect(await settled(giver, reversal)).toMatchObject({ state: 'confirmed', bySilence: true });
    expect((await receiver.person.get(listPurses, { clusterId, initiativeId })).items).toMatchObject([{ balanceMinor: 6_000 }]);
    expect((await giver.person.get(listContributions, { clusterId, state: 'recorded' })).items).toEqual([]);
  }, 30_000);
});
