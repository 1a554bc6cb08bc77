import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmContribution, type Contribution, listContributions, readContribution, recordContribution, reverseContribution } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, outcomes, standIn, Testbed } from '@klaster/testing';
import { resources } from './resources.module.js';
import { Cluster, type Side } from './testing/cluster.js';

/** What must hold of contributions when many act at the same moment, with two replicas of the service. */
describe('resources', () => {
  let bed: Testbed;
  let cluster: Cluster;
  let giver: Side;
  let receiver: Side;
  const clusterId = newId();

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
    cluster = new Cluster(bed, clusterId);
    [giver, receiver] = [await cluster.admit(), await cluster.admit()];
    await bed.settle();
  });

  afterAll(() => bed.stop());

  const work = (to: Side, value = '2.5') => ({ clusterId, receiver: { memberId: to.memberId }, category: 'tutoring', quantity: { value, unit: 'h' }, givenOn: '2026-01-15' });
  const recorded = (value?: string): Promise<Contribution> => giver.person.get(recordContribution, work(receiver, value));

  it('accepts at once who has just been admitted elsewhere, many times over', async () => {
    for (let turn = 0; turn < 15; turn += 1) {
      const [one, other] = await Promise.all([cluster.admit(), cluster.admit()]);
      expect(await one.person.call(recordContribution, work(other))).toMatchObject({ giver: one.memberId, state: 'recorded' });
    }
  }, 15_000);

  it('accepts at once what goes to an initiative that has just started', async () => {
    const unheardOf = { ...work(receiver), receiver: { initiativeId: newId() } };
    expect(await giver.person.call(recordContribution, unheardOf)).toEqual({ refused: 'unknown-receiver' });
    const initiativeId = await cluster.initiative({ partners: [giver, receiver], state: 'forming' });
    const to = { ...work(receiver), receiver: { initiativeId } };
    expect(await giver.person.call(recordContribution, to)).toEqual({ refused: 'initiative-not-running' });
    await cluster.start(initiativeId);
    expect(await giver.person.call(recordContribution, to)).toMatchObject({ state: 'recorded' });
  });

  it('counts one of fifty confirmations at once', async () => {
    const { id: contributionId } = await recorded();
    const answers = await atOnce(50, () => receiver.person.call(confirmContribution, { clusterId, contributionId }));
    expect(outcomes(answers)).toEqual({ granted: 1, 'already-settled': 49 });
    expect(await bed.rows(`SELECT type FROM resources.journal WHERE subject = $1 ORDER BY subject_version`, [contributionId])).toEqual([{ type: 'resources.contribution.recorded.v3' }, { type: 'resources.contribution.confirmed.v2' }]);
  });

  it('takes an entry back once, whoever is quicker: the confirmation, or one of twenty reversals', async () => {
    const { id: contributionId } = await recorded();
    const [confirmation, ...reversals] = await Promise.all([
      receiver.person.call(confirmContribution, { clusterId, contributionId }),
      ...Array.from({ length: 20 }, () => giver.person.call(reverseContribution, { clusterId, contributionId, reason: 'pomyłka' })),
    ]);
    expect(outcomes(reversals)).toEqual({ granted: 1, 'already-reversed': 19 });
    const after = await giver.person.get(readContribution, { clusterId, contributionId });
    expect(after.state).toBe('refused' in confirmation ? 'voided' : 'confirmed');
    expect(await bed.rows('SELECT 1 FROM resources.contribution WHERE reversal_of = $1', [contributionId])).toHaveLength(1);
  });

  it('keeps decimals exactly', async () => {
    for (const value of ['0.000001', '999999999999.999999', '0.1', '100.00']) {
      const { id: contributionId } = await recorded(value);
      expect((await giver.person.get(readContribution, { clusterId, contributionId })).quantity).toEqual({ value, unit: 'h' });
    }
  });

  it('lets neither side do the other’s part, nor a third either', async () => {
    const { id: contributionId } = await recorded();
    const third = await cluster.admit();
    expect(await giver.person.call(confirmContribution, { clusterId, contributionId })).toEqual({ refused: 'own-contribution' });
    expect(await third.person.call(confirmContribution, { clusterId, contributionId })).toEqual({ refused: 'not-a-side' });
    expect(await third.person.call(recordContribution, { ...work(receiver), giver: giver.memberId })).toEqual({ refused: 'not-a-side' });
    expect(await receiver.person.call(reverseContribution, { clusterId, contributionId, reason: 'x' })).toEqual({ refused: 'not-a-side' });
  });

  it('knows nothing of another cluster’s contributions', async () => {
    const { id: contributionId } = await recorded();
    const other = new Cluster(bed);
    const elsewhere = other.id;
    const stranger = await other.admit();
    expect(await stranger.person.call(readContribution, { clusterId, contributionId })).toEqual({ refused: 'forbidden' });
    expect(await stranger.person.call(readContribution, { clusterId: elsewhere, contributionId })).toEqual({ refused: 'not-found' });
    expect(await stranger.person.call(confirmContribution, { clusterId: elsewhere, contributionId })).toEqual({ refused: 'not-found' });
    expect((await stranger.person.get(listContributions, { clusterId: elsewhere })).items).toEqual([]);
    expect(await stranger.person.call(recordContribution, { ...work(receiver), clusterId: elsewhere })).toEqual({ refused: 'unknown-receiver' });
  });

  /** By SQL, in the service's own role, what a fault in the code could try. */
  describe('in the database', () => {
    const attempt = async (text: string, contributionId: string) => {
      const runtime = await bed.sql('resources');
      await runtime.query('BEGIN');
      await runtime.query(`SELECT set_config('klaster.cluster', $1, true)`, [clusterId]);
      return runtime.query(text, [contributionId]).finally(() => runtime.query('ROLLBACK'));
    };
    const again = (kind: string, quantity: string) =>
      `INSERT INTO contribution (id, version, cluster_id, kind, category, quantity, action, giver, receiver, given_on, evidence, state, recorded_by, recorded_at, confirm_by)
       SELECT uuidv7(), 1, cluster_id, ${kind}, category, ${quantity}, action, giver, receiver, given_on, evidence, state, recorded_by, recorded_at, confirm_by FROM contribution WHERE id = $1`;
    const forbidden: readonly (readonly [string, string, RegExp])[] = [
      ['the quantity is never edited', `UPDATE contribution SET quantity = '{"value": "3", "unit": "h"}' WHERE id = $1`, /never edited/],
      ['the giver is never edited', 'UPDATE contribution SET giver = uuidv7() WHERE id = $1', /never edited/],
      ['the day is never edited', `UPDATE contribution SET given_on = '2020-01-01' WHERE id = $1`, /never edited/],
      ['nothing is deleted', 'DELETE FROM contribution WHERE id = $1', /permission denied/],
      ['who recorded it does not confirm it', `UPDATE contribution SET state = 'confirmed', confirmed_by = recorded_by, confirmed_at = now() WHERE id = $1`, /check constraint/],
      ['what is confirmed says by whom', `UPDATE contribution SET state = 'confirmed' WHERE id = $1`, /check constraint/],
      ['the kinds are four', again(`'spiritual'`, 'quantity'), /check constraint/],
      ['nothing is not given', again('kind', `'{"value": "0", "unit": "h"}'`), /check constraint/],
    ];
    it.each(forbidden)('%s', async (_, text, refusal) => {
      const { id } = await recorded();
      await expect(attempt(text, id)).rejects.toThrow(refusal);
    });

    it('nothing is deleted by anybody else either', async () => {
      await expect(bed.rows('DELETE FROM resources.contribution')).rejects.toThrow(/append-only/);
      await expect(bed.rows('TRUNCATE resources.contribution CASCADE')).rejects.toThrow(/append-only/);
    });
  });
});
